package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of SIPp with a scenario of ours, in which {@code @name@} stands for a value that the test gives. */
final class Sipp implements AutoCloseable {
    private static final Pattern ENTRY = Pattern.compile(
            "-{20,}[^\n]*\n(?:UDP|TCP) message (sent|received) [\\[(]\\d+[^\n]*\n\n", Pattern.MULTILINE);

    private final Child child;
    private final Path trace;
    private final Path errors;

    private Sipp(Child child, Path trace, Path errors) {
        this.child = child;
        this.trace = trace;
        this.errors = errors;
    }

    /** What a scenario gets that was given no other value. */
    private static final Map<String, String> USUAL = Map.of("number", Stage.NUMBER, "hops", "70", "hold", "100");

    /** What is to be run. */
    static final class Plan {
        private final Path folder;
        private final Place at;
        private final List<String> options = new ArrayList<>();
        private String scenario;
        private int calls = 1;
        private String peer = "";

        private Plan(Path folder, String scenario, Place at) {
            this.folder = folder;
            this.at = at;
            try {
                this.scenario = Files.readString(Path.of("src", "test", "resources", "wire", scenario + ".xml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Plan with(String name, Object value) {
            scenario = scenario.replace("@" + name + "@", value.toString());
            return this;
        }

        Plan calls(int count, int perSecond) {
            calls = count;
            return options("-r", Integer.toString(perSecond));
        }

        Plan options(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /** It calls there. */
        Plan calling(Place place) {
            peer = place.toString();
            return this;
        }

        /** An even port with a free odd one after it, away from that of the signalling. */
        private int mediaPort() {
            int port = at.port();
            while (Math.abs(port - at.port()) < 4) {
                port = Place.free(at.address()).port() & ~1;
            }
            return port;
        }

        /** Starts it; one that waits for calls is ready on return. */
        Sipp start() {
            scenario = scenario.replace("      @header@\n", ""); // an empty line would end the headers
            USUAL.forEach(this::with);
            try {
                Path own = Files.createTempDirectory(folder, "sipp");
                Path file = Files.writeString(own.resolve("scenario.xml"), scenario);
                Path trace = own.resolve("messages");
                Path errors = own.resolve("errors");
                int media = mediaPort();
                List<String> command = new ArrayList<>(List.of(
                        "sipp",
                        "-nostdin",
                        "-sf",
                        file.toString(),
                        "-i",
                        at.address(),
                        "-p",
                        Integer.toString(at.port()),
                        "-mi",
                        at.address(),
                        "-mp",
                        Integer.toString(media),
                        "-m",
                        Integer.toString(calls),
                        "-trace_msg",
                        "-message_file",
                        trace.toString(),
                        "-trace_err",
                        "-error_file",
                        errors.toString(),
                        "-timeout",
                        "60s",
                        "-timeout_error"));
                command.addAll(options);
                command.add(peer.isEmpty() ? at.address() : peer);
                Sipp sipp = new Sipp(Child.start(own, command), trace, errors);
                if (peer.isEmpty()) {
                    Waiting.until("SIPp listens", () -> at.taken() || !sipp.child.alive());
                }
                return sipp;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Plan plan(Path folder, String scenario, Place at) {
        return new Plan(folder, scenario, at);
    }

    /** Waits until all its calls went as its scenario says. */
    Sipp finish() {
        int status = child.exit(Waiting.LIMIT);
        assertEquals(
                0, status, () -> "SIPp found a call other than its scenario\n" + read(errors) + "\n" + read(trace));
        return this;
    }

    /** Waits until a message that holds {@code part} has arrived or gone out. */
    void await(String part) {
        Waiting.until("SIPp has " + part, () -> read(trace).contains(part));
    }

    /** The messages that it received so far, whole. */
    List<String> received() {
        return messages("received");
    }

    /** Received messages that begin so. */
    List<String> received(String start) {
        return received().stream().filter(message -> message.startsWith(start)).toList();
    }

    private List<String> messages(String direction) {
        String text = read(trace);
        List<String> found = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(text);
        int from = -1;
        while (matcher.find()) {
            if (from >= 0) {
                found.add(text.substring(from, matcher.start()));
            }
            from = matcher.group(1).equals(direction) ? matcher.end() : -1;
        }
        if (from >= 0) {
            found.add(text.substring(from));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("\r", "")
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
