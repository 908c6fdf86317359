FROM eclipse-temurin:17
EXPOSE 99999
