FROM eclipse-temurin:17
COPY ../secret /x
