package dev.fargatecd.cli.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code pyproject.toml}, a {@code requirements.txt}, or a script for Python alone. */
record PythonProject(Language.Place place) implements Language {
    private static final String REQUIREMENTS = "requirements.txt";

    @Override
    public String title() {
        return "Python";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return place.find("pyproject.toml", "^name\\s*=\\s*[\"']([^\"']+)");
    }

    @Override
    public Optional<Recipe> recipe() {
        Optional<String> entry = place.first("app.py", "main.py", "server.py", "src/app.py", "src/main.py");
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        boolean installs = place.text(REQUIREMENTS)
                .lines()
                .anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"));
        List<String> steps = new ArrayList<>(List.of("WORKDIR /app", "COPY . /app"));
        if (installs) {
            steps.add("ENV PYTHONPATH=/app/vendor");
        }
        steps.add("CMD [\"python\", \"" + entry.get() + "\"]");
        return Optional.of(new Recipe(
                installs ? List.of("python3 -m pip install -r " + REQUIREMENTS + " --target vendor") : List.of(),
                installs ? Optional.of("python: 3.12") : Optional.empty(),
                OFFICIAL + "python:3.12-slim",
                steps));
    }
}
