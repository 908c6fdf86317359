FROM eclipse-temurin:17
ENV A=${B%%x}
