# The common look, run before every script. What it finds and what it gives is told in README.md beside it.

# Line styles. Measured curves take 1 … 8: the colors of Okabe and Ito, which color-blind readers tell apart (their yellow
# is too pale on white; a brown stands in), each with a dash pattern and a marker of its own, so that a photocopy still
# tells them apart.
set linetype 1 lc rgb '#0072B2' lw 2 dt 1           pt 7  ps 0.7
set linetype 2 lc rgb '#D55E00' lw 2 dt (14,4)      pt 5  ps 0.65
set linetype 3 lc rgb '#009E73' lw 2 dt (6,3)       pt 9  ps 0.8
set linetype 4 lc rgb '#CC79A7' lw 2 dt (14,4,3,4)  pt 11 ps 0.8
set linetype 5 lc rgb '#E69F00' lw 2 dt 1           pt 6  ps 0.75
set linetype 6 lc rgb '#56B4E9' lw 2 dt (14,4)      pt 4  ps 0.7
set linetype 7 lc rgb '#8C510A' lw 2 dt (6,3)       pt 8  ps 0.85
set linetype 8 lc rgb '#555555' lw 2 dt (14,4,3,4)  pt 10 ps 0.85
set linetype cycle 8
# Theory, bounds and references: dark and thin, told apart by their dashes.
set linetype 11 lc rgb '#000000' lw 1.5 dt (8,5) pt -1
set linetype 12 lc rgb '#000000' lw 1.5 dt (2,4) pt -1
set linetype 13 lc rgb '#000000' lw 1.5 dt (8,4,2,4) pt -1
set linetype 14 lc rgb '#000000' lw 1.5 dt (16,6) pt -1
set linetype 21 lc rgb '#000000' lw 1 dt 1 pt -1
set linetype 22 lc rgb '#666666' lw 1 dt (4,3) pt -1
set linetype 23 lc rgb '#666666' lw 1 dt 1 pt -1
set linetype 31 lc rgb '#888888' lw 1 dt 1 pt -1
set linetype 32 lc rgb '#888888' lw 1 dt (4,3) pt -1
set linetype 33 lc rgb '#888888' lw 1 dt (1,3) pt -1

# series_style[i]: the line type of series i. Every role counts for itself, so that adding a theory recolors no measurement.
array series_style[series_count]
measured_count = 0; theory_count = 0; bound_count = 0; reference_count = 0
do for [i = 1:series_count] {
  if (series_role[i] eq 'theory') {
    series_style[i] = 11 + theory_count % 4; theory_count = theory_count + 1
  } else { if (series_role[i] eq 'bound') {
    series_style[i] = 21 + bound_count % 3; bound_count = bound_count + 1
  } else { if (series_role[i] eq 'reference') {
    series_style[i] = 31 + reference_count % 3; reference_count = reference_count + 1
  } else {
    series_style[i] = 1 + measured_count % 8; measured_count = measured_count + 1
  }}}
}
# band_series[j], j = 1 … band_count: the series that have a band or bar.
array band_series[series_count]
band_count = 0
do for [i = 1:series_count] {
  if (series_band[i]) { band_count = band_count + 1; band_series[band_count] = i }
}

# Frame, grid, words.
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lw 0.6 lc rgb '#DDDDDD' dt 1
set tics out nomirror scale 0.6
set title font ',16'
set xtics textcolor rgb '#000000'
set style fill transparent solid 0.16 noborder
set bars 0.6
# The legend stands beside the plot: it never covers data.
set key outside right top vertical Left reverse samplen 3 spacing 1.25 width 1 font ',13'

# Logarithmic axes: powers of ten, at most ten or so of them; below two decades plain numbers.
decades(low, high) = log10(high) - log10(low)
tick_decades(n) = n <= 9 ? 1 : n <= 18 ? 2 : n <= 45 ? 5 : n <= 90 ? 10 : n <= 180 ? 20 : 50
if (x_log) {
  set logscale x 10
  if (decades(x_min, x_max) > 2) {
    set format x '10^{%T}'
    set xtics 10**tick_decades(decades(x_min, x_max))
    if (tick_decades(decades(x_min, x_max)) > 1) { set mxtics 1 } else { set mxtics 10 }
  } else { set format x '%g' }
}
if (y_log) {
  set logscale y 10
  if (decades(y_min, y_max) > 2) {
    set format y '10^{%T}'
    set ytics 10**tick_decades(decades(y_min, y_max))
    if (tick_decades(decades(y_min, y_max)) > 1) { set mytics 1 } else { set mytics 10 }
  } else { set format y '%g' }
}
