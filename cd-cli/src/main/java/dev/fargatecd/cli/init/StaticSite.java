package dev.fargatecd.cli.init;

import java.util.Optional;

/** An {@code index.html} with what is around it, served by nginx. */
record StaticSite(Language.Place place) implements Language {
    @Override
    public String title() {
        return "static files";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return Optional.empty();
    }

    @Override
    public Optional<Recipe> recipe() {
        return Optional.empty(); // whose web server, with which configuration, is a choice of its own
    }
}
