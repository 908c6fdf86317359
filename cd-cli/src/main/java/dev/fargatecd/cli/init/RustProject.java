package dev.fargatecd.cli.init;

import java.util.List;
import java.util.Optional;

/** A {@code Cargo.toml}. CodeBuild has no Rust of its own, so that the Dockerfile builds. */
record RustProject(Language.Place place) implements Language {
    @Override
    public String title() {
        return "Rust";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return place.find(place.file(), "^name\\s*=\\s*\"([^\"]+)");
    }

    @Override
    public Optional<Recipe> recipe() {
        return name().map(name -> new Recipe(
                List.of(),
                Optional.empty(),
                OFFICIAL + "rust:1-slim AS build",
                List.of(
                        "WORKDIR /src",
                        "COPY . /src",
                        "RUN cargo build --release --locked",
                        "",
                        "FROM " + OFFICIAL + "debian:stable-slim",
                        "COPY --from=build /src/target/release/" + name + " /usr/local/bin/service",
                        "ENTRYPOINT [\"/usr/local/bin/service\"]")));
    }
}
