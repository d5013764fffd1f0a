// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/deals.hpp"
#include "io/json.hpp"
#include "io/ocds_value.hpp"

namespace dutygraph::io::detail {

/// Open Contracting Data Standard 1.0 and 1.1: release and record packages, releases and records, JSON or JSON Lines.
///
/// The releases of all files are collected by `ocid` and merged by the rules of the standard in finish(). Of each
/// process the awards become engagements, buyer to suppliers:
///
///   id         "OCID/awards/ID"; of a contract without its award "OCID/contracts/ID"
///   channel    n13; roles buyer and supplier
///   signed     the date of the award; failing that the first date on which a contract was signed
///   from, to   the period of the contract; failing that of the award's, then the tender's `contractPeriod`
///   amount     the value of the award, once however many suppliers share it; failing that of its only contract
///   status     active; proposed (pending); cancelled; ended (terminated). An unsuccessful award is no deal
///   extra      original ids, tags, statuses, dates and classifications (CPV)
///
/// Buyers are agencies, suppliers companies, both by "SCHEME-ID" of their identifier, or "OCID/PARTY" where there is
/// none. The State of a buyer is that of a tag, of the register that its identifier is of, or of its address; else it
/// is unknown. Natural persons, known by the scheme of their identifier, have neither name nor number.
///
/// Rules of the complaints (E: the row is set aside, or refuses the file when read strictly; W: warning; N: note;
/// those of Deals besides):
///
///   malformed-json, invalid-utf8, too-deep, duplicate-key      E  not a row of sound JSON
///   not-a-release, missing-ocid                                E  not a release or record
///   not-ocds                         E  no row of the file is one: the file is refused in any case
///
///   unknown-version                  W  version is neither 1.0 nor 1.1
///   duplicate-release                W  one release id, different content: the last counts (a note if the same)
///   undated-release                  W  comes before all others in the merge
///   repeated-id                      W  one id for several awards or contracts of a release: merged as the standard
///   says shared-party-id                  W  one id for parties of different names: told apart by name
///   dangling-reference               W  a buyer or supplier that is not among the parties: known by the reference
///   alone missing-buyer, missing-supplier  W  nobody can be named contract-without-award           W  its suppliers
///   are those that it or the release names negative-amount, bad-amount      W  taken as not known unknown-currency W
///   no three capital letters: left out unreadable-date, placeholder-date   W  no date; 1900-01-01 and the like: taken
///   as not known ends-before-start                W  the end is taken as unknown unknown-status                   W
///   kept as it is linked-release                   W  a record that only links to its releases, and has nothing else
///
///   zero-amount                      N  taken as not known
///   shared-value                     N  one value for several suppliers: of the award, not of each
///   amount-in-object, amount-in-text N  read as meant
///   object-instead-of-array          N  read as an array of one
///   empty-compiled-release           N  taken as absent
///   upper-case-ocid                  N  processes are told apart whatever the case
///   status-case                      N  codes in another case
///   html-entities                    N  read as the characters that they stand for
///   reference-by-name                N  a reference with an unknown id and the name of a party of the release: that
///   buyer-from-parties, supplier-from-parties   N  named by role only
///   unsuccessful                     N  awards that led to nothing, counted once a file
///   empty-file                       N  a package without releases: a legal, empty world
class OcdsReader {
 public:
  /// All must outlive the reader.
  OcdsReader(Report& report, Deals& deals, bool strict) : report_{&report}, deals_{&deals}, strict_{strict} {}

  /// Reads one file; \p lines: JSON Lines.
  /// \throws Unreadable; Cancelled; InvalidData if the file is not OCDS, or ends inside a value.
  void read(Input& input, bool lines);
  /// Merges what was read, and hands it to the deals.
  void finish();

 private:
  struct Release {
    std::string id{}, text{};
    std::int64_t when = 0;
    DealPlace place{};
    std::uint32_t package = 0;
    bool compiled = false;
  };
  struct Process {
    std::string ocid{};
    std::vector<Release> releases{};
  };
  void take_row(std::string_view text, std::uint64_t line, bool is_header);
  void take(JsonTree::Node node, std::uint64_t line);
  void take_package(JsonTree::Node node, std::uint64_t line);
  void take_record(JsonTree::Node node, std::uint64_t line);
  void take_release(JsonTree::Node node, std::uint64_t line, bool compiled, bool versioned, std::string_view ocid);
  void take_header(JsonTree::Node node, std::uint64_t line);
  void refuse(std::string_view rule, std::uint64_t line, std::string_view path, std::string_view value,
              std::string_view hint, std::string_view row);
  void say(Severity severity, std::string_view rule, std::uint64_t line, std::string_view path, std::string_view value,
           std::string_view hint);
  [[nodiscard]] std::vector<const Release*> in_order(const Process& process) const;

  Report* report_;
  Deals* deals_;
  bool strict_;
  JsonTree tree_{};
  std::map<std::string, Process> processes_{};   // by ocid in lower case
  std::vector<std::uint32_t> package_source_{};  // by package
  // of the file that is being read
  std::uint32_t file_ = 0;
  std::string file_name_{};
  std::uint64_t accepted_ = 0, refused_ = 0;
  Diagnostic first_refused_{};
};

}  // namespace dutygraph::io::detail
