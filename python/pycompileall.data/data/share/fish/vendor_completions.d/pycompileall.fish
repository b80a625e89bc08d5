complete -c pycompileall -s r -l recursion-limit -d 'Recurse into at most N levels of subdirectories; takes precedence over -l [default: all]' -r
complete -c pycompileall -s x -l exclude -d 'Leave files alone in whose path this regular expression (Python\'s) is found' -r -f
complete -c pycompileall -s i -l files-from -d 'Compile the files and directories that FILE lists as well, a line each; - is standard input' -r -F
complete -c pycompileall -s e -l limit-sl-dest -d 'Leave symbolic links alone that lead out of DIR' -r -f -a "(__fish_complete_directories)"
complete -c pycompileall -l into -d 'Write the .pyc files into the tree DIR, where their sources are in the one that is compiled; with -b that is a tree of NAME.pyc' -r -f -a "(__fish_complete_directories)"
complete -c pycompileall -s o -l optimize -d 'Compile for optimization level LEVEL: 0, 1 or 2, or -1 for that of PYTHONOPTIMIZE; repeat for several [default: -1]' -r
complete -c pycompileall -l invalidation-mode -d 'How imports are to find out whether a .pyc is up to date [default: PYCOMPILEALL_INVALIDATION_MODE, else checked-hash if SOURCE_DATE_EPOCH is set, else timestamp]' -r -f -a "checked-hash\t''
timestamp\t''
unchecked-hash\t''"
complete -c pycompileall -s d -l destdir -d 'Record the paths of the sources as if they were in DESTDIR' -r -f -a "(__fish_complete_directories)"
complete -c pycompileall -s s -l stripdir -d 'Leave the leading directories of STRIPDIR out of the recorded paths' -r -f -a "(__fish_complete_directories)"
complete -c pycompileall -s p -l prependdir -d 'Put PREPENDDIR in front of the recorded paths' -r -f -a "(__fish_complete_directories)"
complete -c pycompileall -l python-version -d 'Compile for this Python, as 3.15 or 3.15.2, or for several, as 3.14,3.15 [default: that of the environment or library that a source is in, else of the surroundings: see Python version below]' -r
complete -c pycompileall -l python -d 'Compile for exactly the release of this interpreter or environment; a version is as --python-version' -r -F
complete -c pycompileall -s W -l warning-filter -d 'As python -W: what becomes of warnings, as ignore or error::SyntaxWarning; may be repeated' -r
complete -c pycompileall -s X -l xoption -d 'As python -X: pycache_prefix=DIR, no_debug_ranges or int_max_str_digits=N; may be repeated' -r
complete -c pycompileall -s j -l jobs -l workers -d 'Compile N files at a time; 0 for one a core [default: PYCOMPILEALL_JOBS, else 0]' -r
complete -c pycompileall -l allow-refused -d 'Let sources be refused that GLOB fits, as \'tests/bad/*.py\' or a directory: they are reported, and only other refusals fail; repeat for several. With --strict a GLOB that no refused source fits is an error' -r -f
complete -c pycompileall -l output-format -d 'Say it in compileall\'s words, or as one JSON document: a record for each file (and version and level) and a summary; json-lines has a record a line, as it goes; github has annotations, as GitHub Actions reads them' -r -f -a "text\t''
json\t''
json-lines\t''
github\t''"
complete -c pycompileall -l color -d 'Colour the words: auto does on a terminal, unless NO_COLOR or PYTHON_COLORS=0 is set, and everywhere with CLICOLOR_FORCE' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pycompileall -l generate-completion -d 'Write completions for SHELL to standard output and do nothing else' -r -f -a "bash\t''
elvish\t''
fish\t''
powershell\t''
zsh\t''"
complete -c pycompileall -s l -l no-recursion -d 'Don\'t recurse into subdirectories'
complete -c pycompileall -l follow-pycache-links -d 'Write through a __pycache__ that is a symbolic link even if it leads out of what is compiled'
complete -c pycompileall -l fsync -d 'Wait at the end until everything written is on the disk, so that a power cut can\'t take it'
complete -c pycompileall -l archives -d 'Rewrite each FILE that is a wheel or a zip with the .pyc files of its sources inside, as a whole or not at all'
complete -c pycompileall -l record -d 'Add the .pyc files to the RECORD in a *.dist-info that lists their source, so that uninstalling removes them'
complete -c pycompileall -l only-recorded -d 'Leave sources alone that no RECORD in a *.dist-info lists'
complete -c pycompileall -s f -l force -d 'Compile files whose .pyc is up to date as well'
complete -c pycompileall -l fresh-by-mode -d 'Take a .pyc for up to date only if it is of the invalidation mode asked for and all of its header fits, the source\'s hash or its time and size: files with hashes are not compiled again each time, and a change of the mode is seen. Without this, as with compileall, only files of the mode timestamp are up to date, by time alone'
complete -c pycompileall -l hardlink-dupes -d 'Let levels of equal content share a file'
complete -c pycompileall -s b -l legacy -d 'Write NAME.pyc beside NAME.py instead of into __pycache__'
complete -c pycompileall -l check -d 'Write nothing: list what is missing or what an import would not take as it is, and exit with 1 if anything is. Sources that Python refuses are passed over, unless --strict asks for their .pyc, too; with --invalidation-mode what is of another mode is stale'
complete -c pycompileall -l syntax-only -d 'Write nothing: compile every source in memory, and exit with 1 if one is refused. With several versions it ends with a table: what each of them refuses'
complete -c pycompileall -l verify -d 'Write nothing: compare each .pyc with the code of its source, and exit with 1 if one differs or is stale'
complete -c pycompileall -l prune -d 'Compile nothing: list the .pyc files in __pycache__ (with -b: beside the sources) whose source is gone, and what killed runs have left; with --yes remove them'
complete -c pycompileall -l prune-versions -d 'Also prune the .pyc files of other versions than --python-version or --python says'
complete -c pycompileall -l prune-levels -d 'Also prune the .pyc files of other optimization levels than -o says'
complete -c pycompileall -l yes -d 'Remove what --prune lists'
complete -c pycompileall -s O -d 'As python -O: --optimize 1, and -OO: --optimize 2, unless a level is given'
complete -c pycompileall -s q -l quiet -d 'Show errors only; -qq shows nothing'
complete -c pycompileall -s v -l verbose -d 'Say on standard error which Python each tree is compiled for, and what says so'
complete -c pycompileall -l strict -d 'Exit with 1 if a path does not exist or can\'t be listed, if --check misses the .pyc of a refused source, or if --verify can\'t decide; with 2 where a warning would say that the Python version is doubtful'
complete -c pycompileall -l exit-zero-on-refusal -d 'Exit with 0 also if sources are refused; what can\'t be read or written still fails'
complete -c pycompileall -l fail-on-warnings -d 'Exit with 1 also if a source that is compiled is warned of, as -W would show it. (-W error refuses the source at its first warning)'
complete -c pycompileall -l summary -d 'Say at the end on standard error what was done, as without this flag on a terminal (but for -q)'
complete -c pycompileall -l no-progress -d 'Show no progress bar'
complete -c pycompileall -l generate-man -d 'Write the manual page to standard output and do nothing else'
complete -c pycompileall -s h -l help -d 'Print help'
complete -c pycompileall -s V -l version -d 'Print version'
