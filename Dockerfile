# The program with a Java of its own, for who runs it and nothing else: docs/docker.md.

FROM maven:3.9.11-eclipse-temurin-21 AS build
WORKDIR /build
COPY . .
RUN mvn -B -Pdist -pl whimbrel-cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
RUN mkdir /opt/whimbrel /opt/local-models \
    && tar -xzf whimbrel-cli/target/whimbrel-*-linux-*.tar.gz --strip-components=1 -C /opt/whimbrel \
    && tar -xzf whimbrel-cli/target/whimbrel-*-local-models.tar.gz --strip-components=1 -C /opt/local-models

# glibc, which the models in this process need, and bash, which starts the program
FROM debian:13.1-slim AS program
LABEL org.opencontainers.image.title="Whimbrel" \
    org.opencontainers.image.description="Migrates the databases behind an application along one timeline." \
    org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin whimbrel
COPY --from=build /opt/whimbrel /opt/whimbrel
ENV PATH="/opt/whimbrel/bin:${PATH}" LANG=C.UTF-8
# writes the archive of loaded classes, which only root may
RUN ["whimbrel", "--version"]
# where whimbrel.yaml and the migrations are put
WORKDIR /project
USER 10001:10001
ENTRYPOINT ["whimbrel"]
CMD ["--help"]

# docker build --target local-models: embedding models in this process as well
FROM program AS local-models
USER root
COPY --from=build /opt/local-models /opt/whimbrel
RUN ["whimbrel", "--version"]
USER 10001:10001

FROM program
