// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/query/result.hpp>
#include <dutygraph/render/picture.hpp>

#include "render/picture/type.hpp"

namespace dutygraph::render::detail {

/// A picture that grows as things are drawn. All numbers are whole pixels from the upper left corner; all texts are
/// plain and are escaped here. How things look is said by classes of one style sheet, which reaches no further than the
/// picture.
class Svg {
 public:
  enum class Anchor { start, middle, end };

  /// Begins a group; \p title is what a reader sees who points at it, and what screen readers say.
  void open(std::string_view title, std::string_view classes = {});
  void close() { body_ += "</g>\n"; }
  void rect(int x, int y, int width, int height, std::string_view classes, int radius = 0);
  /// \p classes after those for size and weight.
  void text(int x, int y, std::string_view text, Type type = {}, Anchor anchor = Anchor::start,
            std::string_view classes = {});
  /// Rising to the right from \p x, \p y: the heading of a narrow column.
  void slanted(int x, int y, std::string_view text, Type type = {});
  void line(int x1, int y1, int x2, int y2, std::string_view classes);
  void circle(int x, int y, int radius, std::string_view classes);
  /// \p data is what the attribute `d` takes: numbers and letters.
  void path(std::string_view data, std::string_view classes);
  /// Whatever is drawn, the picture reaches at least so far.
  void reach(int x, int y) noexcept;
  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }

  /// The headline and paragraphs under it, wrapped to \p width. \return the y below them.
  int head(std::string_view title, std::string_view subtitle, int width);
  /// A paragraph in small type at \p x, \p y. \return the y below it.
  int note(int x, int y, std::string_view text, int width);

  /// The whole picture. \p description says in words what is drawn.
  /// \throws UsageError if the id_prefix is not allowed.
  [[nodiscard]] std::string finish(std::string_view title, std::string_view description, const Stamp& stamp,
                                   const PictureOptions& options) const;

 private:
  std::string body_;
  int width_ = 0, height_ = 0;
};

/// The space around a picture.
inline constexpr int margin = 20;

/// \throws UsageError if the limit is not allowed.
void check(const PictureOptions& options);

/// Words joined by line ends, the first so many; how many more there are is said.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::size_t most = 20);

/// A picture of a result without rows: a headline, and a sentence that says that nothing is recorded.
[[nodiscard]] std::string empty_picture(std::string_view title, std::string_view sentence, const Stamp& stamp,
                                        const PictureOptions& options);

}  // namespace dutygraph::render::detail
