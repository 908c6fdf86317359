FROM eclipse-temurin:17
ENV PATH=$PATH:/opt
