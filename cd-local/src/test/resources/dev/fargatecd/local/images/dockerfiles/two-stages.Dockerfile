FROM eclipse-temurin:17

FROM scratch
