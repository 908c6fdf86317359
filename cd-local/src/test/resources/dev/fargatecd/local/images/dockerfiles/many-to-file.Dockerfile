FROM eclipse-temurin:17
COPY start.sh conf /x
