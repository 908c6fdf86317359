FROM eclipse-temurin:17
COPY /etc/passwd /x
