package org.stillcall.server;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.Identity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code call}: places a call from a terminal. */
@Command(
        name = "call",
        description = {
            "Places a call through a server that runs on this machine, and follows it until it ends. Ctrl-C hangs up.",
            "It asks for the number on standard input (with + and the country code), never as an option: options stand"
                    + " in the list of processes and in the shell's history. The number is sealed before it is sent."
        },
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
    private static final String ENVIRONMENT = "STILLCALL_TOKEN";

    private final PrintStream out;
    private final PrintStream err;
    private final Randomness randomness;

    @Option(
            names = "--phone",
            paramLabel = "NAME",
            required = true,
            description = "The advocate's phone to ring first.")
    private String phoneName = "";

    @Option(names = "--programme", paramLabel = "NAME", required = true, description = "The programme it is made for.")
    private String programmeName = "";

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Port of the server's API; ${DEFAULT-VALUE} if not given.")
    private int http = 8090;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The API's token; better by --token-file, or by " + ENVIRONMENT + " in the environment.")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the API's token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--show",
            description = "Show one of the centre's numbers, if the programme allows it; hidden if not given."
                    + " It asks back: give --yes as well once you have read what that means.")
    private boolean show;

    @Option(names = "--yes", description = "Yes to what showing a number means.")
    private boolean yes;

    CallCommand(PrintStream out, PrintStream err, Randomness randomness) {
        this.out = out;
        this.err = err;
        this.randomness = randomness;
    }

    @Override
    public Integer call() throws IOException {
        if (!Label.isLabel(phoneName) || !Label.isLabel(programmeName)) {
            err.println("A phone or programme has a short name from the configuration: a-z, 0-9, '-', '_' and '.'.");
            return 2;
        }
        try (Secret secret = secret();
                CallClient client = new CallClient(http, secret)) {
            CallClient.Answer placed;
            try (Digits number = asked()) {
                if (number == null) {
                    err.println("This is not a phone number. Type + and the country code, then the rest.");
                    return 2;
                }
                Identity asked = show ? Identity.SHOWN : Identity.HIDDEN;
                placed = client.place(
                        new Switchboard.Wish(new Label(phoneName), new Label(programmeName), asked, yes),
                        number,
                        randomness);
            }
            if (placed.status() != 201) {
                err.println(placed.text("message"));
                if (!placed.text("nextSafeTime").isEmpty()) {
                    err.println("Next safe time: " + placed.text("nextSafeTime"));
                }
                return 1;
            }
            return follow(client, placed.text("id"));
        }
    }

    private Secret secret() {
        if (token != null) {
            return Secret.of(token.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(tokenFile)
                .<SecretSource>map(SecretSource.InFile::new)
                .orElse(new SecretSource.InEnvironment(ENVIRONMENT))
                .read();
    }

    @SuppressWarnings("SystemConsoleNull") // the JDK's signature still says that it may be
    private @Nullable Digits asked() throws IOException {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        if (terminal) {
            err.print("Number (it is not shown), then Enter: ");
            err.flush();
        }
        // Not System.in, whose buffer is on the heap.
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        if (!terminal) {
            return KeyedNumber.read(in.getChannel());
        }
        Echo echo = Echo.off();
        try {
            return KeyedNumber.read(in.getChannel());
        } finally {
            echo.close();
            err.println();
        }
    }

    private void hangUp(CallClient client, String id) {
        try {
            client.end(id);
        } catch (StartException e) { // a server that is gone has hung up
            err.println(e.getMessage());
        }
    }

    private int follow(CallClient client, String id) {
        Thread hangUp = new Thread(() -> hangUp(client, id), "hang-up");
        Runtime.getRuntime().addShutdownHook(hangUp);
        AtomicReference<String> shown = new AtomicReference<>("");
        AtomicReference<String> last = new AtomicReference<>("");
        client.follow(id, change -> {
            last.set(change.text("state"));
            String sentence = sentence(change);
            if (!sentence.equals(shown.getAndSet(sentence))) {
                out.println(sentence);
            }
        });
        if (!last.get().equals(State.ENDED.name())) {
            err.println("The server ended the connection before the call ended.");
            return 1;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hangUp);
        } catch (IllegalStateException e) { // Ctrl-C in this moment: it hangs up what has ended, which is harmless
            return 0;
        }
        return 0;
    }

    private static String sentence(CallClient.Answer change) {
        if (!change.text("message").isEmpty()) {
            return change.text("message");
        }
        for (State state : State.values()) {
            if (state.name().equals(change.text("state"))) {
                return switch (state) {
                    case RINGING_ADVOCATE -> "Your phone is ringing: answer it.";
                    case CONFIRMING -> "Key your code on your phone.";
                    case SIGNALLING -> "The agreed signal is given.";
                    case PAUSING -> "The signal was given; the call follows.";
                    case CALLING -> "Calling.";
                    case RINGING -> "It is ringing at the other end.";
                    case TALKING -> "Connected.";
                    case AFTER_DROP -> "The line dropped. Stay on your phone.";
                    case ENDED -> "The call has ended.";
                };
            }
        }
        return "";
    }
}
