package otp.comparison.arrows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules on who may use whom, for the packages below one root.
 *
 * @param root {@code otp} for the course itself; the tests of these rules have a root full of mistakes
 */
record Arrows(String root) {
    private static final Set<String> LESSONS =
            Set.of("concurrency", "termscache", "redisclient", "supervision", "redispool");

    /** Each module, and the modules that it may use. */
    static final Map<String, Set<String>> MAY_USE = Map.of(
            "handrolled", Set.of(),
            "testkit", Set.of(),
            "concurrency", Set.of("handrolled"),
            "termscache", Set.of("handrolled"),
            "redisclient", Set.of("handrolled"),
            "supervision", Set.of("handrolled"),
            "redispool", Set.of("handrolled", "redisclient"),
            "observer", plus(LESSONS, "handrolled"),
            "comparison", plus(LESSONS, "handrolled", "observer"));

    /** Classes of Akka that Scala keeps private but Java lets through, and that carry no {@code @InternalApi}. */
    private static final Set<String> AKKA_INTERNALS = Set.of(
            "akka.actor.ActorCell",
            "akka.actor.ActorRefProvider",
            "akka.actor.ActorRefWithCell",
            "akka.actor.Cell",
            "akka.actor.ChildRestartStats",
            "akka.actor.ChildStats",
            "akka.actor.InternalActorRef",
            "akka.actor.LocalActorRef",
            "akka.actor.LocalActorRefProvider",
            "akka.actor.RepointableActorRef",
            "akka.actor.UnstartedCell",
            "akka.dispatch.AbstractMailbox",
            "akka.dispatch.AbstractNodeQueue",
            "akka.dispatch.Mailbox");

    /** All the rules. */
    Stream<ArchRule> rules() {
        return Stream.concat(MAY_USE.keySet().stream().sorted().map(this::module), lanes().stream());
    }

    private ArchRule module(String name) {
        Stream<String> allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream());
        String[] packages = allowed.map(this::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(packages))))
                .as(name + " uses no module but " + MAY_USE.get(name))
                .allowEmptyShould(true);
    }

    private List<ArchRule> lanes() {
        DescribedPredicate<JavaClass> akka = resideInAnyPackage("akka..", "com.typesafe..", "scala..");
        return List.of(
                noClasses()
                        .that()
                        .resideInAPackage(in("handrolled"))
                        .should()
                        .dependOnClassesThat(akka)
                        .as("handrolled never sees Akka")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".*.handrolled..")
                        .should()
                        .dependOnClassesThat(akka.or(resideInAPackage(root + ".*.akka..")))
                        .as("a from-scratch lane never sees Akka, nor its neighbor, the Akka lane")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".*.akka..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(in("handrolled"), root + ".*.handrolled.."))
                        .as("an Akka lane never sees handrolled, nor its neighbor, the from-scratch lane")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".observer.akka.internal..")
                        .should()
                        .dependOnClassesThat(akkaInternals())
                        .as("only observer.akka.internal touches what Akka keeps to itself"));
    }

    private static DescribedPredicate<JavaClass> akkaInternals() {
        return describe(
                "are internal to Akka",
                type -> type.getPackageName().matches("akka(\\..*)?\\.(internal|dungeon|sysmsg)(\\..*)?")
                        || AKKA_INTERNALS.contains(type.getName().replaceAll("\\$.*", ""))
                        || type.isAnnotatedWith("akka.annotation.InternalApi"));
    }

    private String in(String name) {
        return root + "." + name + "..";
    }

    private static Set<String> plus(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
