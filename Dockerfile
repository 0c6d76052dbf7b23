# atau serve: the HTTP service with the model md, documents and facts. See docs/how-to/docker.md.
#
#   docker build --tag atau .
#   docker build --tag atau:lg --build-arg EXTRAS=web,documents,facts,lg --build-arg MODEL=lg .
#
# For a build that is the same next year, pin the base image by its digest: --build-arg BASE=python@sha256:...
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
ARG EXTRAS=web,documents,facts
ARG MODEL=md
WORKDIR /build
COPY . .
# Every dependency has a wheel; the image has no compiler, so one without would stop the build. The model's checksum is
# pinned in the package. pip has done its work then and stays behind.
RUN python -m venv /opt/atau \
  && /opt/atau/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt ".[${EXTRAS}]" \
  && /opt/atau/bin/atau download "${MODEL}" --from packages \
  && /opt/atau/bin/atau annotate README.md --format jsonl --output /dev/null \
  && /opt/atau/bin/pip uninstall --yes pip

FROM ${BASE}
LABEL org.opencontainers.image.title="atau" \
  org.opencontainers.image.description="Named entities and facts in Kazakh news, over HTTP" \
  org.opencontainers.image.licenses="MIT AND GPL-3.0-only"
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin atau \
  && python -m pip uninstall --yes pip
COPY --from=build /opt/atau /opt/atau
# Everything is compiled already: the file system can be read-only but for /tmp, where long requests wait.
ENV PATH=/opt/atau/bin:$PATH \
  HOME=/tmp \
  PYTHONDONTWRITEBYTECODE=1 \
  PYTHONUNBUFFERED=1
WORKDIR /tmp
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/v1/health', timeout=4)"]
ENTRYPOINT ["atau"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
