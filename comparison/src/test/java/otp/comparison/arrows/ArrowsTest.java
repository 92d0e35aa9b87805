package otp.comparison.arrows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrowsTest {
    private static final JavaClasses COURSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("otp");

    private static final String WRONG = ArrowsTest.class.getPackageName() + ".wrong";
    private static final JavaClasses MISTAKES = new ClassFileImporter().importPackages(WRONG);

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theCourseKeepsTheRule(ArchRule rule) {
        rule.check(COURSE);
    }

    static Stream<ArchRule> rules() {
        return new Arrows("otp").rules();
    }

    @Test
    void everyModuleIsSeen() {
        Set<String> seen = COURSE.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.")[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen)
                .as("modules on the class path; a new one is written down in Arrows.MAY_USE")
                .containsExactlyInAnyOrderElementsOf(Arrows.MAY_USE.keySet());
    }

    @Test
    void theRulesNoticeEachMistakeAndNothingElse() {
        Set<String> noticed = new Arrows(WRONG)
                .rules()
                .flatMap(rule -> rule.evaluate(MISTAKES).getFailureReport().getDetails().stream())
                .flatMap(detail -> MISTAKES.stream().filter(type -> detail.contains("<" + type.getName() + ".")))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("Something"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mistakes = MISTAKES.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> name.contains("Sees"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(noticed).isEqualTo(mistakes);
    }
}
