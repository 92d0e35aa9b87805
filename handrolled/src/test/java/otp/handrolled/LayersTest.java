package otp.handrolled;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer of this module uses only those below it, and the whole uses nothing but the JDK, SLF4J and JSpecify. */
class LayersTest {
    /** Each package, and the packages it may use. A new layer is written down here, with what it stands on. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "process", Set.of(),
            "introspection", Set.of("process"),
            "genserver", Set.of("process"),
            "task", Set.of("process", "genserver"),
            "agent", Set.of("process", "genserver"),
            "genstatem", Set.of("process", "genserver"),
            "supervisor", Set.of("process", "genserver", "task"),
            "ets", Set.of("process"),
            "persistentterm", Set.of("process"),
            "registry", Set.of("process", "genserver", "supervisor", "ets"));

    private static final String ROOT = "otp.handrolled";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void usesOnlyTheLayersBelow(Entry<String, Set<String>> layer) {
        String own = ROOT + "." + layer.getKey() + "..";
        String[] allowed = Stream.concat(
                        Stream.of(own), layer.getValue().stream().map(name -> ROOT + "." + name + ".."))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                .because("the layer " + layer.getKey() + " stands on " + layer.getValue() + " and on nothing else here")
                .allowEmptyShould(true)
                .check(MODULE);
    }

    static Stream<Entry<String, Set<String>>> layers() {
        return MAY_USE.entrySet().stream();
    }

    @Test
    void everyPackageIsALayer() {
        Set<String> found = MODULE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(MAY_USE.keySet())
                .as("a package that this test does not know: write down in MAY_USE what it may use")
                .containsAll(found);
    }

    @Test
    void usesNothingButTheJdkSlf4jAndJSpecify() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "..", "java..", "jdk.jfr..", "org.slf4j..", "org.jspecify..")
                .check(MODULE);
    }
}
