# An application and its virtual environment, compiled while the image is built. It runs as another user, from a file
# system that can't be written to, and no import compiles anything. Built again from the same files, its layers have the
# same digests, provided that the builder sets the times in them:
#
#     buildah build --timestamp 0 --file app.Dockerfile --tag app app
#     SOURCE_DATE_EPOCH=0 docker buildx build --file app.Dockerfile --output type=image,name=app,rewrite-timestamp=true app
#
# The times are also why the mode is unchecked-hash: a .pyc of the usual mode holds the time of its source, which is another
# one as soon as a builder sets it, and Python would compile everything at each start, for nothing.
ARG PYTHON=python:3.13-slim
ARG PYCOMPILEALL=localhost/pycompileall

FROM ${PYCOMPILEALL} AS pycompileall

FROM ${PYTHON} AS build
COPY --from=pycompileall /pycompileall /usr/local/bin/
RUN python3 -m venv /venv
COPY requirements.txt /
RUN /venv/bin/pip install --no-compile --requirement /requirements.txt
COPY hello /app/hello
# -f: what pip has compiled of itself holds times. --strict: no guess which Python it is for.
RUN pycompileall -q -f --strict --invalidation-mode unchecked-hash /venv /app

FROM ${PYTHON}
COPY --from=build /venv /venv
COPY --from=build /app /app
USER 1000:1000
WORKDIR /app
CMD ["/venv/bin/python3", "-m", "hello"]
