FROM eclipse-temurin:17
ENTRYPOINT java -jar app.jar
