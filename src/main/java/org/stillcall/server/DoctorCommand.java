package org.stillcall.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: how the machine and the installation are. */
@Command(
        name = "doctor",
        description = {
            "Looks at the machine and the installation and says of each thing in one line whether it is ok, should be"
                    + " looked at, or is wrong, and what to do. It may run beside the server, as the same user, and"
                    + " prints no name, number or secret. Ends with status 0 when all is ok, 1 when something should"
                    + " be looked at, 2 when something is wrong."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;
    private final Doctor.Means means;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    @Option(
            names = "--repair",
            description = "First repair what is safe to repair: close files and folders to other users, make folders"
                    + " that are missing. Nothing else is changed.")
    private boolean repair;

    @Option(names = "--json", description = "As JSON, for a program.")
    private boolean json;

    DoctorCommand(PrintStream out, Doctor.Means means) {
        this.out = out;
        this.means = means;
    }

    @Override
    public Integer call() {
        if (config == null) {
            return 2;
        }
        Doctor doctor = new Doctor(config, means);
        int repaired = repair ? doctor.repair() : 0;
        List<Sign> signs = doctor.signs();
        if (json) {
            out.println(json(signs, repaired));
        } else {
            if (repair) {
                out.println(repaired == 1 ? "1 thing was repaired." : repaired + " things were repaired.");
            }
            signs.forEach(sign -> out.println(sign.line()));
        }
        return signs.stream()
                .map(Sign::mark)
                .max(Comparator.naturalOrder())
                .orElse(Sign.Mark.OK)
                .ordinal();
    }

    private static String json(List<Sign> signs, int repaired) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("repaired", repaired);
            json.writeArrayFieldStart("signs");
            for (Sign sign : signs) {
                json.writeStartObject();
                json.writeStringField("mark", sign.mark().word());
                json.writeStringField("about", sign.about());
                json.writeStringField("sentence", sign.sentence());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to.", e);
        }
        return text.toString();
    }
}
