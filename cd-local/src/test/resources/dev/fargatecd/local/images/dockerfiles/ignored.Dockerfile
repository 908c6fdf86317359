FROM eclipse-temurin:17
COPY ignored.txt /x
