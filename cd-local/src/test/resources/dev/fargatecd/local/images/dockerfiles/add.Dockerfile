FROM eclipse-temurin:17
ADD a /b
