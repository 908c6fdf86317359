FROM eclipse-temurin:17
CMD ['java']
