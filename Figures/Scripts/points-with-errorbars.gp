# Measured series as points, with a bar from low to high where there is one; everything else as lines.
array point_series[series_count]
array line_series[series_count]
point_count = 0; line_count = 0
do for [i = 1:series_count] {
  if (series_role[i] eq 'measured') { point_count = point_count + 1; point_series[point_count] = i } \
  else { line_count = line_count + 1; line_series[line_count] = i }
}
plot for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]], \
  for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_y:column_low:column_high \
    with yerrorbars linetype series_style[band_series[j]] dashtype 1 linewidth 1.2 pointsize 0 notitle, \
  for [j = 1:point_count] $series index point_series[j] - 1 using column_x:column_y \
    with points linetype series_style[point_series[j]] pointsize 1 title series_label[point_series[j]]
