// When the layout that responses are written under is still that of a definition.
#include "rules/coding.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Survey two_questions() {
  Survey survey;
  survey.domains = {Domain{.id = "npu"}, Domain{.id = "age_band"}};
  survey.scales["agree"].points = {ScalePoint{.code = 1}, ScalePoint{.code = 2}};
  survey.items = {Item{.id = "whole", .kind = Item::Kind::scale, .scale = "agree"},
                  Item{.id = "words", .kind = Item::Kind::free_text},
                  Item{.id = "lost", .kind = Item::Kind::scale, .scale = "no_such_scale"}};
  return survey;
}

}  // namespace

TEST_CASE("a layout is that of the definition it was made from, and of no other", "[store]") {
  const Survey survey = two_questions();
  const store::Layout layout = store::layout_of(survey);
  CHECK(store::is_layout_of(layout, survey));

  Survey other = survey;
  SECTION("another domain, or another order of them") {
    std::swap(other.domains[0], other.domains[1]);
  }
  SECTION("a domain less") {
    other.domains.pop_back();
  }
  SECTION("another item") {
    other.items[0].id = "part";
  }
  SECTION("an item less") {
    other.items.pop_back();
  }
  SECTION("an item more") {
    other.items.push_back(other.items[0]);
  }
  SECTION("another code of a point") {
    other.scales["agree"].points[1].code = 3;
  }
  SECTION("a point more") {
    other.scales["agree"].points.push_back(ScalePoint{.code = 3});
  }
  SECTION("a scale that was not defined before") {
    other.scales["no_such_scale"].points = {ScalePoint{.code = 1}};
  }
  CHECK_FALSE(store::is_layout_of(layout, other));
  CHECK(store::is_layout_of(store::layout_of(other), other));
}

TEST_CASE("a free-text item is no part of a layout", "[store]") {
  Survey survey = two_questions();
  const store::Layout layout = store::layout_of(survey);
  survey.items.erase(survey.items.begin() + 1);
  CHECK(store::is_layout_of(layout, survey));
}
