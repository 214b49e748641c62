package dev.boshtap.decoders;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.boshtap.decoders.wire.TimeSource;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;

/** What this module may know of: bytes and instants, two parsers, and nothing of the machine. */
@AnalyzeClasses(
    packages = "dev.boshtap.decoders",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.boshtap.decoders";

  @ArchTest
  static final ArchRule KNOWS_ONLY_THE_LANGUAGE_AND_THE_PARSERS =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.boshtap.decoders..",
                  "java.lang..",
                  "java.io",
                  "java.math",
                  "java.nio",
                  "java.nio.charset",
                  "java.time..",
                  "java.util..",
                  "javax.xml.stream..",
                  "org.codehaus.stax2..",
                  "com.fasterxml.aalto..",
                  "com.fasterxml.jackson.annotation..",
                  "tools.jackson..",
                  "org.jspecify.annotations.."));

  @ArchTest
  static final ArchRule OPENS_NO_FILE_AND_WRITES_NO_LOG =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(File.*|RandomAccessFile)|java\\.util\\.logging\\..*"
                  + "|java\\.lang\\.System\\$Logger|java\\.util\\.concurrent\\..*Executor.*");

  @ArchTest
  static final ArchRule READS_NO_CLOCK_NO_ENVIRONMENT_AND_PRINTS_NOTHING =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TimeSource.class)
          .should()
          .callMethodWhere(
              describe("a clock or the environment is read", ArchitectureTest::readsTheMachine))
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule THE_WIRE_KNOWS_NOTHING_ELSE =
      noClasses()
          .that()
          .resideInAPackage("..decoders.wire")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.boshtap..").and(resideOutsideOfPackage("..decoders.wire")));

  @ArchTest
  static final ArchRule EVENTS_KNOW_THE_WIRE_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..decoders.event")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.boshtap..")
                  .and(resideOutsideOfPackage("..decoders.wire"))
                  .and(resideOutsideOfPackage("..decoders.event")));

  @ArchTest
  static final ArchRule READING_ONE_BODY_KNOWS_NOTHING_OF_SESSIONS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..decoders.xml",
              "..decoders.http",
              "..decoders.xmpp",
              "..decoders.bosh",
              "..decoders.finesse")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..decoders.session");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_OBSERVER =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROOT)
                  .and(
                      not(
                          equivalentTo(Limits.class)
                              .or(equivalentTo(SocketLimits.class))
                              .or(equivalentTo(SignLimits.class)))));

  @ArchTest
  static void everyPackageSaysWhereToStartAndThatNothingIsNull(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .contains(ROOT, ROOT + ".session");
  }

  private static boolean readsTheMachine(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    if (owner.isEquivalentTo(System.class)) {
      return !call.getName().equals("arraycopy");
    }
    return owner.isEquivalentTo(Clock.class)
        || (call.getName().equals("now") && owner.getPackageName().startsWith("java.time"));
  }
}
