package org.stillcall.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of a configuration that name files and variables; looks at the files, never into them. */
final class Secrets {
    private Secrets() {}

    /** {@code name_file} or {@code name_env}, not both. */
    static Optional<SecretSource> optional(Section in, String name) {
        Optional<Path> file = closed(in, name + "_file");
        Optional<String> variable = in.optionalText(name + "_env");
        if (in.has(name + "_file") && in.has(name + "_env")) {
            in.fault(name + "_env", "Give '" + name + "_file' or '" + name + "_env', not both.");
        }
        if (variable.isPresent()
                && System.getenv().getOrDefault(variable.get(), "").isEmpty()) {
            in.fault(name + "_env", "The variable that '" + name + "_env' names is not set in the environment.");
        }
        return file.<SecretSource>map(SecretSource.InFile::new).or(() -> variable.map(SecretSource.InEnvironment::new));
    }

    /** The same where one is needed. */
    static SecretSource needed(Section in, String name) {
        Optional<SecretSource> source = optional(in, name);
        if (source.isEmpty() && !in.has(name + "_file") && !in.has(name + "_env")) {
            in.fault("'" + name + "_file' (or '" + name + "_env') is missing: it says where the " + name + " stands.");
        }
        return source.orElse(new SecretSource.InEnvironment(""));
    }

    /** A file that only its owner may read. */
    static Optional<Path> closed(Section in, String key) {
        Optional<Path> path = in.path(key);
        path.ifPresent(file -> SecretFile.fault(file)
                .ifPresent(fault -> in.fault(key, "The file that '" + key + "' names " + fault, file)));
        return path;
    }

    /** The same where one is needed. */
    static Path neededClosed(Section in, String key) {
        Optional<Path> path = closed(in, key);
        if (path.isEmpty() && !in.has(key)) {
            in.fault("'" + key + "' is missing: it names a file that only the server's user may read.");
        }
        return path.orElse(Path.of(""));
    }

    /** A file that anybody may read. */
    static Optional<Path> readable(Section in, String key) {
        Optional<Path> path = in.path(key);
        path.filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .ifPresent(file -> in.fault(key, "The file that '" + key + "' names is not there or cannot be read."));
        return path;
    }
}
