FROM eclipse-temurin:17
COPPY a b
