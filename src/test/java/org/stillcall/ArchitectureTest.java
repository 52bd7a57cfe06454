package org.stillcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the order of the packages and who may touch what (docs/architecture.md), in the compiled main code. */
class ArchitectureTest {
    /** From the ground up: a package knows only those before it. */
    private static final List<String> ORDER = List.of(
            "base",
            "totals",
            "bill",
            "certificate",
            "push",
            "sip",
            "media",
            "turn",
            "plan",
            "vault",
            "store",
            "duty",
            "trunk",
            "call",
            "helpline",
            "console",
            "practice",
            "server");

    /** What decides and what keeps: these never open a socket themselves. */
    private static final List<String> WITHOUT_NETWORK =
            List.of("base", "totals", "bill", "plan", "vault", "store", "duty", "trunk", "call", "helpline");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(Path.of("target", "classes"));

    @Test
    void mainCode_isThere() {
        assertFalse(MAIN.isEmpty());
    }

    @Test
    void everyClass_standsInAPackageOfTheList() {
        hold(classes().should().resideInAnyPackage(names(ORDER)));
    }

    @ParameterizedTest
    @FieldSource("ORDER")
    void package_knowsOnlyThoseBeforeIt(String name) {
        List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        if (later.isEmpty()) {
            return; // the last one may know all
        }
        hold(noClasses()
                .that()
                .resideInAPackage(name(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(names(later)));
    }

    @Test
    void base_knowsTheJdkOnly() {
        hold(classes()
                .that()
                .resideInAPackage(name("base"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(name("base"), "java..", "javax.crypto..", "org.jspecify.."));
    }

    @Test
    void webFramework_isKnownToConsoleOnly() {
        onlyIn("console", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
    }

    @Test
    void acme_isKnownToCertificateOnly() {
        onlyIn(
                "certificate",
                "org.shredzone..",
                "org.jose4j..",
                "org.bouncycastle.cert..",
                "org.bouncycastle.openssl..");
    }

    @Test
    void databases_areKnownToStoreOnly() {
        onlyIn("store", "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "org.jdbi..", "com.zaxxer..");
    }

    @Test
    void sockets_areNotOpenedByWhatDecidesAndKeeps() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(names(WITHOUT_NETWORK))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(net|nio\\.channels)\\."
                        + "(DatagramChannel|(Server)?SocketChannel|Selector|DatagramSocket|(Server)?Socket)"
                        + "|java\\.net\\.http\\..*|javax\\.net\\.ssl\\.SSL(Server)?Socket"));
    }

    @Test
    void otherLoggers_areNotUsed() {
        hold(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging.."));
    }

    @Test
    void standardStreamsAndEnvironment_areUsedByServerOnly() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(name("server"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class));
    }

    @Test
    void statics_areFinal() {
        hold(fields().that().areStatic().should().beFinal());
    }

    @Test
    void names_sayWhatAThingIs() {
        hold(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)$"));
    }

    private static void onlyIn(String owner, String... libraries) {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(name(owner))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries));
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    private static String name(String name) {
        return "org.stillcall." + name;
    }

    private static String[] names(List<String> names) {
        return names.stream().map(ArchitectureTest::name).toArray(String[]::new);
    }
}
