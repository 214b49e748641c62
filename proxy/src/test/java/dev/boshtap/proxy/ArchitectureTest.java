package dev.boshtap.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The modules and the proxy's rooms point one way; see docs/adr/0002-modules.md. */
@AnalyzeClasses(packages = "dev.boshtap", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String NETTY = "io.netty..";
  private static final String LITTLEPROXY = "org.littleshoot..";

  @ArchTest
  static final ArchRule caStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.boshtap.ca..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.boshtap.decoders..",
              "dev.boshtap.exporters..",
              "dev.boshtap.proxy..",
              "dev.boshtap.simulator..",
              NETTY);

  @ArchTest
  static final ArchRule decodersKnowNoTransport =
      noClasses()
          .that()
          .resideInAPackage("dev.boshtap.decoders..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.boshtap.ca..",
              "dev.boshtap.exporters..",
              "dev.boshtap.proxy..",
              "dev.boshtap.simulator..",
              NETTY);

  @ArchTest
  static final ArchRule exportersKnowDecodersOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.boshtap.exporters..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.boshtap.ca..", "dev.boshtap.proxy..", "dev.boshtap.simulator..", NETTY);

  /** What tests the product's truth must not share its mistakes. */
  @ArchTest
  static final ArchRule simulatorKnowsNothingOfTheProduct =
      noClasses()
          .that()
          .resideInAPackage("dev.boshtap.simulator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.boshtap.decoders..", "dev.boshtap.exporters..", "dev.boshtap.proxy..");

  @ArchTest
  static final ArchRule oneClassKnowsLittleProxy =
      classes()
          .that()
          .resideInAPackage("dev.boshtap..")
          .and()
          .doNotHaveFullyQualifiedName("dev.boshtap.proxy.front.LittleProxyFront")
          .and()
          .haveNameNotMatching(".*LittleProxyFront\\$.*")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage(LITTLEPROXY);

  @ArchTest
  static final ArchRule interceptionKnowsNoDecodingAndNoSink =
      noClasses()
          .that()
          .resideInAnyPackage("dev.boshtap.proxy.intercept..", "dev.boshtap.proxy.tls..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.boshtap.decoders.bosh..",
              "dev.boshtap.decoders.event..",
              "dev.boshtap.decoders.finesse..",
              "dev.boshtap.decoders.session..",
              "dev.boshtap.decoders.xml..",
              "dev.boshtap.decoders.xmpp..",
              "dev.boshtap.exporters..",
              "dev.boshtap.proxy.app..",
              "dev.boshtap.proxy.cli..");

  @ArchTest
  static final ArchRule roomsOfTheProxyHaveNoCycles =
      slices().matching("dev.boshtap.proxy.(*)..").should().beFreeOfCycles();
}
