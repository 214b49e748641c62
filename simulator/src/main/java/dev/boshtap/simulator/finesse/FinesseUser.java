package dev.boshtap.simulator.finesse;

/**
 * Who works at a desk.
 *
 * @param id the login id
 * @param firstName as it may be, non-ASCII letters too
 * @param lastName as it may be
 * @param extension the phone
 * @param team the team
 * @param supervisor whether the user supervises the team
 */
public record FinesseUser(
    String id, String firstName, String lastName, String extension, Team team, boolean supervisor) {

  private static final String[] FIRST = {
    "Zoë", "Jürgen", "Amélie", "Søren", "Inês", "Łukasz", "Siân", "Björk"
  };
  private static final String[] LAST = {
    "de Vries", "Müller", "O'Neil", "Ångström", "Peña", "Nowak & Zonen", "Brown", "Kowalski"
  };

  /**
   * A team.
   *
   * @param id its number
   * @param name its name
   */
  public record Team(int id, String name) {
    /** The team of everybody who is not given one. */
    public static final Team SALES = new Team(1, "Sales & Service");
  }

  /** An agent with an invented name that is always the same for the id. */
  public static FinesseUser agent(String id) {
    int pick = Math.floorMod(id.hashCode(), FIRST.length);
    return new FinesseUser(id, FIRST[pick], LAST[pick], "2" + id, Team.SALES, false);
  }

  /** The same user as a supervisor. */
  public FinesseUser asSupervisor() {
    return new FinesseUser(id, firstName, lastName, extension, team, true);
  }
}
