package org.stillcall.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillcall.server.TrunkForm.Kind;
import org.stillcall.server.TrunkForm.Question;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code trunk}: asks what a carrier requires, with what is usual for its kind, and adds it to a configuration that is
 * right with it. Nothing is written before the end, nor when what comes of it would be a fault. No number is asked.
 */
@Command(
        name = "trunk",
        description = {
            "Asks what your carrier told you, proposes what is usual, and adds the trunk and its test calls to the"
                    + " configuration. Ctrl-C or an empty end leaves the file as it was."
        },
        mixinStandardHelpOptions = true)
final class TrunkCommand implements Callable<Integer> {
    private static final int MOST_TRIES = 5;

    private final InputStream in;
    private final PrintStream out;
    private final Clock clock;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration (TOML).")
    private @Nullable Path config;

    /** The answers ended, or would not fit. */
    private static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;
    }

    TrunkCommand(InputStream in, PrintStream out, Clock clock) {
        this.in = in;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Path file = config;
        if (file == null) {
            return 2;
        }
        if (!Files.isReadable(file)) {
            out.println("There is no file of that name that can be read.");
            return 1;
        }
        TomlParseResult now = Toml.parse(file);
        if (now.hasErrors()) {
            out.println("The file cannot be read as it is. See what is wrong: stillcall check");
            return 1;
        }
        BufferedReader answers = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            String block = asked(now, answers);
            return tried(file, block) && confirmed(block, answers) ? added(file, block) : unchanged();
        } catch (Unanswered e) {
            return unchanged();
        }
    }

    private int unchanged() {
        out.println("The file is as it was.");
        return 1;
    }

    private String asked(TomlParseResult now, BufferedReader answers) throws IOException, Unanswered {
        out.println("What is this carrier like?");
        Kind[] kinds = Kind.values();
        for (Kind kind : kinds) {
            out.println("  " + (kind.ordinal() + 1) + "  " + kind.words());
        }
        Question which = new Question(
                "kind", "1 to " + kinds.length, "1", false, answer -> answer.matches("[1-4]"), "A number of the list.");
        Kind kind = kinds[Integer.parseInt(ask(which, answers).orElseThrow()) - 1];
        StringBuilder block = new StringBuilder("\n[[trunk]]\n");
        String name = "";
        String region = now.getString("centre.region", () -> "");
        for (Question question : TrunkForm.questions(kind, region)) {
            Optional<String> answer = ask(question, answers);
            answer.ifPresent(text -> block.append(TrunkForm.line(question, text)));
            name = question.key().equals("name") ? answer.orElseThrow() : name;
        }
        block.append("asked_on = \"").append(LocalDate.now(clock)).append("\"\n");
        block.append(probe(now, name, answers));
        return block.append(excuses(block.toString(), name, answers)).toString();
    }

    /** The test calls; none only if somebody says so. */
    private String probe(TomlParseResult now, String name, BufferedReader answers) throws IOException, Unanswered {
        List<String> trunks = names(now);
        if (trunks.isEmpty()) {
            out.println("Test calls come back by another trunk: add that one, too, and then a [[probe]] for this one.");
            return "";
        }
        out.println(
                "Test calls show whether the number stays private. They go out by this trunk to a number of your own,");
        out.println("and come back by another one: " + String.join(", ", trunks) + ".");
        Optional<String> back = ask(
                new Question(
                        "comes_by",
                        "Which of them brings the test calls back (Enter for no test calls)",
                        null,
                        true,
                        trunks::contains,
                        "One of: " + String.join(", ", trunks) + "."),
                answers);
        if (back.isEmpty()) {
            return "";
        }
        Question number = new Question(
                "number_file",
                "A file with that number of your own in one line, which only the server's user may read",
                "",
                true,
                answer -> answer.matches("[^\"\\\\\\p{Cntrl}]{1,250}"),
                "A file's path, without quotes.");
        return "\n[[probe]]\ntrunk = \"" + name + "\"\ncomes_by = \"" + back.get() + "\"\n"
                + TrunkForm.line(number, ask(number, answers).orElseThrow());
    }

    /** Why it is weaker than the guide, where it is; at most a quarter of a year, then it is looked at again. */
    private String excuses(String block, String name, BufferedReader answers) throws IOException, Unanswered {
        List<String> weaker = new ArrayList<>();
        if (!block.contains("transport = \"tls\"")) {
            weaker.add(Guide.TRANSPORT);
        }
        if (!block.contains("media = \"sdes\"")) {
            weaker.add(Guide.MEDIA);
        }
        if (!block.contains("[[probe]]")) {
            weaker.add(Guide.TEST_CALLS);
        }
        if (weaker.isEmpty()) {
            return "";
        }
        out.println("This trunk is weaker than the guide: clear, or not tested. Everyone on staff will read why.");
        Question why = new Question(
                "reason",
                "Why is it so for now",
                "",
                true,
                answer -> answer.matches("[^\"\\\\\\p{Cntrl}]{20,300}"),
                "One line of 20 to 300 characters, without quotes and telephone numbers.");
        String reason = TrunkForm.line(why, ask(why, answers).orElseThrow());
        String until = "until = " + LocalDate.now(clock).plusDays(WeakerReader.MOST_DAYS) + "\n";
        return weaker.stream()
                .map(setting -> "\n[[weaker]]\nsetting = \"" + setting.replace("*", name) + "\"\n" + reason + until)
                .collect(Collectors.joining());
    }

    private static List<String> names(TomlParseResult now) {
        List<String> names = new ArrayList<>();
        if (now.isArray("trunk")) {
            TomlArray trunks = now.getArrayOrEmpty("trunk");
            for (int i = 0; i < trunks.size(); i++) {
                if (trunks.get(i) instanceof TomlTable trunk && trunk.get("name") instanceof String name) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Asks until an answer fits, or it is hopeless. */
    private Optional<String> ask(Question question, BufferedReader answers) throws IOException, Unanswered {
        for (int i = 0; i < MOST_TRIES; i++) {
            String usual = question.usual();
            out.print(question.words() + (usual == null || usual.isEmpty() ? ": " : " [" + usual + "]: "));
            out.flush();
            String line = answers.readLine();
            if (line == null) {
                out.println();
                throw new Unanswered();
            }
            String answer = line.strip();
            if (answer.isEmpty() && (usual == null || !usual.isEmpty())) {
                return Optional.ofNullable(usual);
            }
            if (!answer.isEmpty() && question.fits().test(answer)) {
                return Optional.of(answer);
            }
            out.println(question.hint());
        }
        throw new Unanswered();
    }

    /** Whether the configuration would be right with it. */
    private boolean tried(Path file, String block) throws IOException {
        Path folder = folder(file);
        Path trial = Files.createTempFile(folder, ".trunk-", ".toml"); // paths in it are from this folder
        try {
            Files.writeString(trial, Files.readString(file) + block);
            if (SettingsReader.read(trial) instanceof SettingsReader.Reading.Faulty faulty) {
                out.println("With these answers the configuration would be wrong:");
                faulty.faults().forEach(out::println);
                return false;
            }
            return true;
        } finally {
            Files.delete(trial);
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    private boolean confirmed(String block, BufferedReader answers) throws IOException, Unanswered {
        out.println(block);
        Question sure = new Question(
                "sure", "Add this to the file (yes or no)", "", false, List.of("yes", "no")::contains, "yes or no.");
        return ask(sure, answers).orElseThrow().equals("yes");
    }

    /** In one step: whoever reads the file meanwhile reads the old one or the new one. */
    private int added(Path file, String block) throws IOException {
        Path next = Files.createTempFile(folder(file), ".trunk-", ".toml");
        try {
            Files.writeString(next, Files.readString(file) + block);
            Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            Files.setOwner(next, Files.getOwner(file));
            Files.move(next, file.toRealPath(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
        out.println("It is added. Start the server anew, then look at Routes in the console.");
        out.println(
                block.contains("[[probe]]")
                        ? "No call goes by this trunk until its first test calls were right; that takes some seconds."
                        : "It has no test calls: phone a handset of your own by it first, and look at its screen.");
        return 0;
    }
}
