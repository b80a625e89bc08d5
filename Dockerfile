# The programs and nothing else, for `COPY --from`. They are what scripts/build_static makes, whose last line is the
# directory to build in:
#
#     docker build --file Dockerfile --tag localhost/pycompileall "$(scripts/build_static)"
FROM scratch
COPY pycompileall pycompile pycompile-worker /
ENTRYPOINT ["/pycompileall"]
