package dev.fargatecd.cli.init;

import java.util.List;
import java.util.Optional;

/** A {@code go.mod}, whose root is taken to be the program. */
record GoProject(Language.Place place) implements Language {
    @Override
    public String title() {
        return "Go";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return place.find(place.file(), "^module\\s+(?:\\S*/)?([^\\s/]+)");
    }

    @Override
    public Optional<Recipe> recipe() {
        // without C's library the program needs nothing of an image
        return Optional.of(new Recipe(
                List.of("go vet ./...", "go test ./...", "CGO_ENABLED=0 go build -o service ."),
                Optional.of("golang: 1."
                        + place.find(place.file(), "^go 1\\.(\\d+)").orElse("24")),
                "scratch",
                List.of("COPY service /service", "ENTRYPOINT [\"/service\"]")));
    }
}
