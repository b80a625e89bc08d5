complete -c pycompile -l cfile -d 'Write this file' -r -F
complete -c pycompile -l dfile -d 'Record this as the path of the source' -r -F
complete -c pycompile -l optimize -d 'Compile for optimization level 0, 1 or 2, or -1 for that of PYTHONOPTIMIZE [default: -1]' -r
complete -c pycompile -l invalidation-mode -d 'How imports are to find out whether the .pyc is up to date [default: PYCOMPILEALL_INVALIDATION_MODE, else checked-hash if SOURCE_DATE_EPOCH is set, else timestamp]' -r -f -a "checked-hash\t''
timestamp\t''
unchecked-hash\t''"
complete -c pycompile -l output-format -d 'Say it in py_compile\'s words, or in JSON, a record a line' -r -f -a "text\t''
json-lines\t''"
complete -c pycompile -l python-version -d 'Compile for this Python, as 3.15 or 3.15.2, or for several, as 3.14,3.15 [default: that of the environment or library that a source is in, else of the surroundings: see Python version below]' -r
complete -c pycompile -l python -d 'Compile for exactly the release of this interpreter or environment; a version is as --python-version' -r -F
complete -c pycompile -s W -l warning-filter -d 'As python -W: what becomes of warnings, as ignore or error::SyntaxWarning; may be repeated' -r
complete -c pycompile -s X -l xoption -d 'As python -X: pycache_prefix=DIR, no_debug_ranges or int_max_str_digits=N; may be repeated' -r
complete -c pycompile -l generate-completion -d 'Write completions for SHELL to standard output and do nothing else' -r -f -a "bash\t''
elvish\t''
fish\t''
powershell\t''
zsh\t''"
complete -c pycompile -s q -l quiet -d 'Say nothing of errors'
complete -c pycompile -s v -l verbose -d 'Say on standard error which Python the files are compiled for, and what says so'
complete -c pycompile -l follow-pycache-links -d 'Write through a __pycache__ that is a symbolic link even if it leads out of the source\'s directory'
complete -c pycompile -s O -d 'As python -O: --optimize 1, and -OO: --optimize 2, unless a level is given'
complete -c pycompile -l generate-man -d 'Write the manual page to standard output and do nothing else'
complete -c pycompile -s h -l help -d 'Print help'
complete -c pycompile -s V -l version -d 'Print version'
