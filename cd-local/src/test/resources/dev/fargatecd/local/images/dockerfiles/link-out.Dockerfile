FROM eclipse-temurin:17
COPY out/passwd /x
