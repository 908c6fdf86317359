FROM eclipse-temurin:17
COPY --from=build /a /b
