# Redraws this figure: gnuplot edge-of-stability.gp > edge-of-stability.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,500 fixed enhanced font 'Arial,14' background '#ffffff' name 'edge_of_stability'
set title 'Gradient descent on a network: sharpness settles near 2 / learning rate'."\n".'{/*0.8 median of 8 replicates, band: all replicates}'
set xlabel 'step'
x_log = 0
x_min = 0
x_max = 16000
set ylabel 'sharpness × learning rate / 2'
y_log = 0
y_min = 0.533051930047561
y_max = 1.2140283398077418
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 2
array series_label[2]
array series_role[2]
array series_band[2]
series_label[1] = 'measured'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'the quadratic'."'".'s edge'; series_role[2] = 'reference'; series_band[2] = 0

$series << e
0 0.6820156118755031 0.533051930047561 0.9023092344921273
500 0.9133830787818624 0.7823969107390408 1.0465681921819934
1000 0.9974342398208152 0.901413473478357 1.2022215115844312
1500 1.0207104293339309 0.9882962186945236 1.2140283398077418
2000 0.9970830456166531 0.9590805012318315 1.0226267327326584
2500 1.0133238480690727 0.9770177782097887 1.0573930899304664
3000 0.9988761390360461 0.9885913301866224 1.0156469695491104
3500 1.0048571541543294 0.994304658723446 1.0118637353134674
4000 1.0043190658246277 0.9942469631051811 1.0177703139024892
4500 1.0003676991113464 0.9882924324362398 1.0180760162865894
5000 0.9990960961309139 0.985972562697336 1.013940957773322
5500 1.003560275773892 0.9991109206510805 1.017565622929644
6000 1.0016637565193003 0.9961583724029952 1.0123422542177554
6500 1.000920296071884 0.9857502796054112 1.0039300623000398
7000 1.0016980548853924 0.9962395707398424 1.00451514517335
7500 1.0015412542196525 0.9938666967824044 1.0068480224528782
8000 0.9991904561581448 0.9941706201203822 1.0076054187755807
8500 1.00214789506066 0.9986484082152742 1.0084863909464017
9000 0.9988133812583107 0.9899031987876218 1.0029065878404815
9500 0.9987024444486292 0.9950285712503558 1.0024280451535719
10000 1.002023452686121 0.9990626998707239 1.0047035657121743
10500 1.000444500698515 0.994020938847244 1.008322335068202
11000 1.0006911704162966 0.9933308308343319 1.0043448428617816
11500 0.9990246783982842 0.9974647812387124 1.0041891631942677
12000 1.0006496641019862 0.999522758197291 1.002203533556266
12500 1.0012632699641213 0.9962209138027225 1.0052294833571562
13000 1.0004872184129963 0.9979888911601251 1.0065820154553595
13500 0.9996154272059053 0.994271975108032 1.0029614071026307
14000 0.9999866230472878 0.9966983071943327 1.0031983894708247
14500 1.0008225495130953 0.998858885666788 1.0024189536864654
15000 0.9994926700992521 0.9977000465022607 1.0043134681164323
15500 0.9997168825829414 0.9982203413735578 1.004825352783182
16000 1.0001356459223822 0.9977383322637565 1.0041551279968484


0 1 NaN NaN
500 1 NaN NaN
1000 1 NaN NaN
1500 1 NaN NaN
2000 1 NaN NaN
2500 1 NaN NaN
3000 1 NaN NaN
3500 1 NaN NaN
4000 1 NaN NaN
4500 1 NaN NaN
5000 1 NaN NaN
5500 1 NaN NaN
6000 1 NaN NaN
6500 1 NaN NaN
7000 1 NaN NaN
7500 1 NaN NaN
8000 1 NaN NaN
8500 1 NaN NaN
9000 1 NaN NaN
9500 1 NaN NaN
10000 1 NaN NaN
10500 1 NaN NaN
11000 1 NaN NaN
11500 1 NaN NaN
12000 1 NaN NaN
12500 1 NaN NaN
13000 1 NaN NaN
13500 1 NaN NaN
14000 1 NaN NaN
14500 1 NaN NaN
15000 1 NaN NaN
15500 1 NaN NaN
16000 1 NaN NaN
e

# The common style.
# The common look, run before every script. What it finds and what it gives is told in README.md beside it.

# Line styles. Measured curves take 1 … 16: the colors of Okabe and Ito, which color-blind readers tell apart (their yellow
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
# The same colors again, with other dashes and with open markers for filled ones.
set linetype 9  lc rgb '#0072B2' lw 2 dt (6,3)       pt 6  ps 0.75
set linetype 10 lc rgb '#D55E00' lw 2 dt (14,4,3,4)  pt 4  ps 0.7
set linetype 11 lc rgb '#009E73' lw 2 dt 1           pt 8  ps 0.85
set linetype 12 lc rgb '#CC79A7' lw 2 dt (14,4)      pt 10 ps 0.85
set linetype 13 lc rgb '#E69F00' lw 2 dt (6,3)       pt 7  ps 0.7
set linetype 14 lc rgb '#56B4E9' lw 2 dt (14,4,3,4)  pt 5  ps 0.65
set linetype 15 lc rgb '#8C510A' lw 2 dt 1           pt 9  ps 0.8
set linetype 16 lc rgb '#555555' lw 2 dt (14,4)      pt 11 ps 0.8
# Theory, bounds and references: dark and thin, told apart by their dashes.
set linetype 21 lc rgb '#000000' lw 1.5 dt (8,5)
set linetype 22 lc rgb '#000000' lw 1.5 dt (2,4)
set linetype 23 lc rgb '#000000' lw 1.5 dt (8,4,2,4)
set linetype 24 lc rgb '#000000' lw 1.5 dt (16,6)
set linetype 31 lc rgb '#000000' lw 1 dt 1
set linetype 32 lc rgb '#666666' lw 1 dt (4,3)
set linetype 33 lc rgb '#666666' lw 1 dt 1
set linetype 41 lc rgb '#888888' lw 1 dt 1
set linetype 42 lc rgb '#888888' lw 1 dt (4,3)
set linetype 43 lc rgb '#888888' lw 1 dt (1,3)

# series_style[i] is the line type of series i. Every role counts for itself, so that adding a theory recolors no measurement.
# measured_series[1 … measured_count], line_series[1 … line_count] and band_series[1 … band_count] are the numbers of the
# measured series, of all others, and of those with a band or bar: what a `plot for` runs over.
array series_style[series_count]
array measured_series[series_count]
array line_series[series_count]
array band_series[series_count]
measured_count = 0; line_count = 0; band_count = 0
theory_count = 0; bound_count = 0; reference_count = 0
# gnuplot evaluates the element of an empty run too, so every element is a series at first.
do for [i = 1:series_count] { measured_series[i] = 1; line_series[i] = 1; band_series[i] = 1 }
do for [i = 1:series_count] {
  if (series_role[i] eq 'measured') {
    series_style[i] = 1 + measured_count % 16
    measured_count = measured_count + 1; measured_series[measured_count] = i
  } else {
    if (series_role[i] eq 'theory') { series_style[i] = 21 + theory_count % 4; theory_count = theory_count + 1 }
    if (series_role[i] eq 'bound') { series_style[i] = 31 + bound_count % 3; bound_count = bound_count + 1 }
    if (series_role[i] eq 'reference') { series_style[i] = 41 + reference_count % 3; reference_count = reference_count + 1 }
    line_count = line_count + 1; line_series[line_count] = i
  }
  if (series_band[i]) { band_count = band_count + 1; band_series[band_count] = i }
}

# Frame, grid, words.
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt -1 lw 0.6 lc rgb '#DDDDDD' dt solid
set tics out nomirror scale 0.6
set title font ',16' offset 0,-0.2
set xtics offset 0,0.3
set xlabel offset 0,0.4
set ylabel offset 0.5,0
set style fill transparent solid 0.16 noborder
set bars 0.6
# The legend stands below the plot: it never covers data, and long labels take no width from the plot.
set key below center horizontal Left reverse samplen 3 spacing 1.2 width 0 height 0.7 font ',13'

# Logarithmic axes. The ends are rounded outwards to 1, 2 or 5 times a power of ten; the ticks are powers of ten, at most
# about ten of them, and over three decades or less 1, 2 and 5 times each. They are named one by one, because gnuplot 5.4 takes
# half a minute over 'set ytics 1e10'.
decade(v) = 10.0**floor(log10(v))
rounded_down(v) = v < 2 * decade(v) ? decade(v) : v < 5 * decade(v) ? 2 * decade(v) : 5 * decade(v)
rounded_up(v) = v <= decade(v) ? decade(v) : v <= 2 * decade(v) ? 2 * decade(v) : v <= 5 * decade(v) ? 5 * decade(v) : 10 * decade(v)
power_of_ten(k) = k < 0 ? sprintf('10^{−%d}', -k) : sprintf('10^{%d}', k)
tick_step(n) = n <= 10 ? 1 : n <= 20 ? 2 : n <= 50 ? 5 : n <= 100 ? 10 : n <= 200 ? 20 : 50
do for [axis in 'x y'] {
  if (value(axis.'_log')) {
    low = rounded_down(value(axis.'_min') * (1 + 1e-9)); high = rounded_up(value(axis.'_max') * (1 - 1e-9))
    if (low >= high) { low = low / 2; high = high * 2 }
    first = int(floor(log10(low))); last = int(ceil(log10(high))); step = tick_step(last - first)
    # A hair wider than its outermost ticks, or rounding would lose them.
    eval sprintf('set logscale %s 10; set %srange [%.17g:%.17g]; set %stics ()', axis, axis, low * (1 - 1e-9), high * (1 + 1e-9), axis)
    do for [k = first:last] {
      if (log10(high / low) > 3.01) {
        if (k % step == 0) { eval sprintf('set %stics add ("%s" %.17g)', axis, power_of_ten(k), 10.0**k) }
      } else {
        do for [m in '1 2 5'] { eval sprintf('set %stics add ("%g" %.17g)', axis, m * 10.0**k, m * 10.0**k) }
      }
    }
  }
}

# This figure's own settings.

# The script.
# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
