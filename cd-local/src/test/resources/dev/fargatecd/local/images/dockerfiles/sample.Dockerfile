# syntax=docker/dockerfile:1
# What the sample service's own file looks like.
ARG JAVA=17.0.13_11
FROM public.ecr.aws/docker/library/eclipse-temurin:${JAVA}-jre AS service

ARG COMMIT=unknown
LABEL org.opencontainers.image.revision="$COMMIT" team='a team'
ENV GREETING="Hello World!" \
    # a comment within a continuation
    BASE=/welcomer
ENV WHERE=${BASE}/hello OTHER=${NONE:-default}

WORKDIR /app
COPY target/app.jar app.jar
EXPOSE 5000
USER 10001:10001
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
