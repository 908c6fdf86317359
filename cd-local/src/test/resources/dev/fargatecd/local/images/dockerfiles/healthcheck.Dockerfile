FROM eclipse-temurin:17
# c
HEALTHCHECK NONE
