package dev.fargatecd.local.images;

import java.util.List;
import java.util.Optional;

/** One instruction of a Dockerfile as it is written: variables are not substituted yet. */
public sealed interface Instruction {
    /** The line it begins in, from 1. */
    int line();

    /** Shows itself to the visitor's method for its kind. */
    void accept(Visitor visitor);

    /** Something done for each kind of instruction. */
    interface Visitor {
        void arg(Arg arg);

        void env(Env variables);

        void label(Label label);

        void workdir(Workdir folder);

        void copy(Copy copy);

        void expose(Expose expose);

        void user(User name);

        void entrypoint(Entrypoint words);

        void cmd(Cmd words);
    }

    /** A name with its value, both as written. */
    record Pair(String name, String value) {}

    /** {@code ARG}; no default means that only {@code --build-arg} gives it a value. */
    record Arg(int line, String name, Optional<String> defaultValue) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.arg(this);
        }
    }

    /** {@code FROM}, the only one of its file. */
    record From(int line, String image, Optional<String> platform) {}

    /** {@code ENV}. */
    record Env(int line, List<Pair> pairs) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.env(this);
        }
    }

    /** {@code LABEL}. */
    record Label(int line, List<Pair> pairs) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.label(this);
        }
    }

    /** {@code WORKDIR}. */
    record Workdir(int line, String path) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.workdir(this);
        }
    }

    /**
     * {@code COPY}.
     *
     * @param chown numbers, {@code uid[:gid]}
     * @param chmod octal digits
     */
    record Copy(int line, List<String> sources, String destination, Optional<String> chown, Optional<String> chmod)
            implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.copy(this);
        }
    }

    /** {@code EXPOSE}. */
    record Expose(int line, List<String> ports) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.expose(this);
        }
    }

    /** {@code USER}, by number. */
    record User(int line, String user) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.user(this);
        }
    }

    /** {@code ENTRYPOINT} in exec form. */
    record Entrypoint(int line, List<String> command) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.entrypoint(this);
        }
    }

    /** {@code CMD} in exec form. */
    record Cmd(int line, List<String> command) implements Instruction {
        @Override
        public void accept(Visitor visitor) {
            visitor.cmd(this);
        }
    }
}
