complete -c pycompile-worker -l python-release -d 'Compile for this release where an action names its series, as 3.15.2 for 3.15; may be repeated [default: the newest that was compared with CPython\'s files, which is said on standard error]' -r
complete -c pycompile-worker -l protocol -d 'Read and write this protocol [default: what the first request is written in]' -r -f -a "json\t''
proto\t''"
complete -c pycompile-worker -l log_level -d 'Say more on standard error: DEBUG or INFO tells each request' -r
complete -c pycompile-worker -l worker_impl -d 'Accepted and not heeded: requests run side by side if they may' -r
complete -c pycompile-worker -l generate-completion -d 'Write completions for SHELL to standard output and do nothing else' -r -f -a "bash\t''
elvish\t''
fish\t''
powershell\t''
zsh\t''"
complete -c pycompile-worker -l persistent_worker -d 'Read requests on standard input until it ends, and answer each on standard output'
complete -c pycompile-worker -l generate-man -d 'Write the manual page to standard output and do nothing else'
complete -c pycompile-worker -s h -l help -d 'Print help'
complete -c pycompile-worker -s V -l version -d 'Print version'
