# An application for another processor, compiled by the machine that builds, without emulation: a .pyc is the same for all.
# The stage that compiles has no Python, so the version is named.
#
#     docker buildx build --platform linux/arm64 --file cross.Dockerfile --tag app app
ARG PYTHON=python:3.13-slim
ARG PYCOMPILEALL=localhost/pycompileall

FROM --platform=$BUILDPLATFORM ${PYCOMPILEALL} AS build
ARG VERSION=3.13
ENV PYCOMPILEALL_PYTHON_VERSION=${VERSION}
COPY hello /app/hello
RUN ["/pycompileall", "-q", "--invalidation-mode", "unchecked-hash", "/app"]

# Docker needs no word here; buildah 1.28 would take the platform of the stage before.
FROM --platform=$TARGETPLATFORM ${PYTHON}
COPY --from=build /app /app
WORKDIR /app
CMD ["python3", "-m", "hello"]
