FROM eclipse-temurin:17
USER app
