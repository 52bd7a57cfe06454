package org.stillcall.server;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import picocli.CommandLine;

/** The program. */
@CommandLine.Command(
        name = "stillcall",
        description = "Advocates phone survivors, and the survivor's phone shows only what the survivor agreed to.",
        mixinStandardHelpOptions = true,
        version = "stillcall 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Each command explains itself: stillcall COMMAND --help"})
public final class Main implements Runnable {
    private final PrintStream err;

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private Main(PrintStream err) {
        this.err = err;
    }

    /** Ends with 0 when all went well, 1 when the configuration or the call is at fault, 2 for wrong use. */
    public static void main(String[] arguments) {
        // The JDK's own logging, which some libraries use: no configuration, so no handler and no output.
        System.setProperty("java.util.logging.config.file", "/dev/null");
        Log log = new Log(System.err, Clock.systemUTC(), Log.Level.INFO);
        Starter.Means means = new Starter.Means(log, Randomness.secure());
        System.exit(run(Wiring::start, System.out, System.err, means, arguments));
    }

    static int run(Starter starter, PrintStream out, PrintStream err, Starter.Means means, String... arguments) {
        Run run = new Run(starter, out, err, means);
        CommandLine program = new CommandLine(new Main(err));
        program.addSubcommand("demo", new DemoCommand(run))
                .addSubcommand("serve", new ServeCommand(run, err))
                .addSubcommand("check", new CheckCommand(out))
                .addSubcommand("trunk", new TrunkCommand(System.in, out, Clock.system(ZoneId.systemDefault())))
                .addSubcommand("doctor", new DoctorCommand(out, Doctor.Means.ofThisMachine(means.randomness())))
                .addSubcommand("call", new CallCommand(out, err, means.randomness()))
                .addSubcommand("verify-log", new VerifyLogCommand(out))
                .addSubcommand("disclose", new DiscloseCommand(out))
                .addSubcommand("backup", new BackupCommand(out, means))
                .addSubcommand("restore", new RestoreCommand(out, means));
        program.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        program.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        program.setUsageHelpAutoWidth(false);
        program.setUsageHelpWidth(100);
        program.setExecutionExceptionHandler((e, line, parsed) -> failed(e, err, means.log()));
        program.setParameterExceptionHandler((e, words) -> misused(e, err));
        return program.execute(arguments);
    }

    private static int failed(Exception e, PrintStream err, Log log) {
        if (e instanceof StartException) {
            err.println(e.getMessage());
            return 1;
        }
        log.error("The program failed.").with(e).write();
        return 1;
    }

    /** The library's sentence repeats what was written, which may be a secret or a number: ours does not. */
    private static int misused(CommandLine.ParameterException e, PrintStream err) {
        CommandLine command = e.getCommandLine();
        String sentence = switch (e) {
            case CommandLine.MissingParameterException missing ->
                "Something that is needed is missing: "
                        + String.join(
                                ", ",
                                missing.getMissing().stream()
                                        .map(CommandLine.Model.ArgSpec::paramLabel)
                                        .toList())
                        + ".";
            case CommandLine.UnmatchedArgumentException unmatched ->
                "There is something here that this command does not know.";
            default -> "A value is missing or is not of the right kind.";
        };
        err.println(sentence + " Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(err);
        }
    }
}
