# The course in a container: JupyterLab, the kernel and the notebooks, on a Java run time of just the modules that they need.
# It serves on port 8888 as user 1000, needs no network once it runs, and nothing but a writable home:
#   docker run --rm -p 127.0.0.1:8888:8888 gopherscope
# What follows the image's name is run in place of JupyterLab, as Binder and JupyterHub do.

FROM debian:trixie-slim AS build
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven binutils ca-certificates-java \
    && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/usr/lib/jvm/java-25-openjdk
RUN [ -e "$JAVA_HOME" ] || ln -s "$(ls -d /usr/lib/jvm/java-25-openjdk-*)" "$JAVA_HOME"
WORKDIR /build
COPY . .
RUN mvn -B -q -DskipTests -Dspotless.check.skip=true package \
    && mkdir -p /opt/gopherscope/bin /opt/gopherscope/notebooks \
    && cp -r kernel/target/gopherscope.jar kernel/target/lib /opt/gopherscope/bin/ \
    && cp notebooks/*.ipynb notebooks/*.md /opt/gopherscope/notebooks/
RUN "$JAVA_HOME/bin/jlink" --output /opt/java --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.compiler,jdk.jshell,jdk.management,jdk.unsupported,jdk.zipfs,jdk.httpserver,jdk.crypto.ec,jdk.jfr

FROM debian:trixie-slim AS python
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 python3-venv ca-certificates \
    && rm -rf /var/lib/apt/lists/*
COPY deploy/image/requirements.txt /requirements.txt
RUN python3 -m venv /opt/gopherscope/python \
    && /opt/gopherscope/python/bin/pip install --no-cache-dir --disable-pip-version-check -q -r /requirements.txt \
    && /opt/gopherscope/python/bin/pip uninstall -q -y pip \
    && find /opt/gopherscope/python -name tests -type d -prune -exec rm -rf {} +

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Gopherscope" \
      org.opencontainers.image.description="A Jupyter kernel in Java with a simulated Go runtime, and a course that teaches Go's internals with it" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0"
# Java's headless graphics need fontconfig and these two libraries; the charts bring their own font.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 tini fontconfig libfreetype6 libharfbuzz0b liblcms2-2 \
    && rm -rf /var/lib/apt/lists/* /usr/share/doc /usr/share/man \
    && useradd --uid 1000 --user-group --create-home --shell /bin/bash jovyan \
    && find / -xdev -perm /6000 -type f -exec chmod a-s {} +
COPY --from=build /opt/java /opt/java
COPY --from=python /opt/gopherscope /opt/gopherscope
COPY --from=build /opt/gopherscope /opt/gopherscope
COPY deploy/image/gopherscope /opt/gopherscope/gopherscope
COPY deploy/image/start /usr/local/bin/gopherscope-start
ENV PATH=/opt/gopherscope/python/bin:/opt/gopherscope:/opt/java/bin:$PATH \
    JAVA_HOME=/opt/java \
    GOPHERSCOPE_HOME=/opt/gopherscope \
    PYTHONDONTWRITEBYTECODE=1 \
    SHELL=/bin/bash
# The cache for quick starts fits the JVM and the jar of this image, so that it is made here. Then nothing of it can be written to.
RUN gopherscope install --prefix /opt/gopherscope/python \
    && mkdir -p /opt/gopherscope/python/share/jupyter/lab/settings \
    && echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' \
        > /opt/gopherscope/python/share/jupyter/lab/settings/overrides.json \
    && chmod -R a+rX,go-w /opt/gopherscope /opt/java
USER 1000
WORKDIR /home/jovyan
EXPOSE 8888
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8888/api', timeout=4)"]
ENTRYPOINT ["tini", "-g", "--", "gopherscope-start"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser", "--LabApp.default_url=/lab/tree/course/00-first-light.ipynb"]
