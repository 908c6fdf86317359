package dev.fargatecd.cli.init;

import java.util.List;
import java.util.Optional;

/** A {@code build.gradle} or {@code build.gradle.kts}, whose package is taken to be one jar that runs. */
record GradleProject(Language.Place place) implements Language {
    private static final String NAME = "rootProject\\.name\\s*=\\s*['\"]([^'\"]+)";

    @Override
    public String title() {
        return "Gradle";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return place.find("settings.gradle.kts", NAME).or(() -> place.find("settings.gradle", NAME));
    }

    @Override
    public Optional<Recipe> recipe() {
        String java = place.find(place.file(), "(?:JavaLanguageVersion\\.of\\(|VERSION_|jvmToolchain\\()(\\d\\d)")
                .orElse("17");
        return Optional.of(new Recipe(
                List.of((place.has("gradlew") ? "sh ./gradlew" : "gradle") + " --no-daemon build"),
                Optional.of("java: corretto" + java),
                OFFICIAL + "eclipse-temurin:" + java + "-jre",
                List.of(
                        "WORKDIR /app",
                        "COPY build/libs/" + name().orElse("") + "*.jar /app/app.jar",
                        "ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=75\", \"-jar\", \"/app/app.jar\"]")));
    }
}
