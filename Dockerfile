# The image of welcomer-app: a Java runtime and one self-contained jar, made before by the buildspec.
# From Amazon's mirror of Docker's official images, which has no pull limit for builds in AWS.
FROM public.ecr.aws/docker/library/eclipse-temurin:17.0.16_8-jre-noble
WORKDIR /app
COPY welcomer-app/target/welcomer-app.jar /app/welcomer-app.jar
EXPOSE 5000
USER 10001:10001
# The serial collector and the first compiler alone: a quarter of a vCPU starts soonest with them.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=75", "-jar", "/app/welcomer-app.jar"]
