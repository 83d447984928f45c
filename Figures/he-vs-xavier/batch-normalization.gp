# Redraws this figure: gnuplot batch-normalization.gp > batch-normalization.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,521 fixed enhanced font 'Arial,14' background '#ffffff' name 'batch_normalization'
set title 'Batch normalization: gradients grow on the way down'."\n".'{/*0.8 geometric mean of 24 replicates, band: 10% to 90% of replicates}'
set xlabel 'layer'
x_log = 0
x_min = 1
x_max = 30
set ylabel 'mean square of the gradient'
y_log = 1
y_min = 0.08880356190434949
y_max = 49131.51240840579
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 4
array series_label[4]
array series_role[4]
array series_band[4]
series_label[1] = 'relu'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'tanh'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'sigmoid'; series_role[3] = 'measured'; series_band[3] = 1
series_label[4] = 'ReLU: ½ (π / (π - 1))^{31 - layer}'; series_role[4] = 'theory'; series_band[4] = 0

$series << e
1 17732.1207388403 15407.293382187167 20634.257803037788
2 35180.7383112891 30786.39452525784 40858.59053986368
3 23664.06544969127 20388.580384200737 27593.013641659807
4 16014.530381325556 13991.172103912158 18545.089452557222
5 10834.290391684088 9495.850417152458 12401.573868570385
6 7405.479907118802 6534.058157330952 8455.8884422647
7 5024.307701346941 4381.404122233512 5921.147888719334
8 3408.0343285045547 2965.005903435871 4000.8425953260867
9 2305.00648036106 2046.4682478164339 2630.2178375595354
10 1561.191836866255 1390.0385031864053 1794.894943638984
11 1061.943121131617 948.584446638492 1194.4199051253918
12 715.0564124338623 637.5962595446193 810.5561674064998
13 488.94686968553845 442.0654772123952 547.8890271051765
14 331.53273484917105 298.22803164032285 371.18591523622575
15 227.10964213023274 202.93524617243457 254.3319790157819
16 154.04986463352665 138.21676756175475 176.07761859588186
17 106.06070491473892 97.37998908280198 120.23546498621448
18 72.23450060559186 65.5925391368091 81.9231866257922
19 49.58058521692572 44.93917424229473 54.96555558799167
20 33.61911004188663 30.46676085187628 37.03643287623786
21 23.035760464074784 20.792465979807833 25.589991650349756
22 15.728443330611606 13.995984054868925 17.074428838515068
23 10.844497189977783 9.819965446719168 11.726635302719012
24 7.364239563312216 6.676324388801047 7.970700436342323
25 5.035603678227205 4.583389428906204 5.45008259062942
26 3.425318033856098 3.2192752595591556 3.6250935304690364
27 2.3513052533615015 2.244149377318654 2.4765723752893516
28 1.601326057656359 1.563262430412205 1.6469194820922701
29 1.0892993668362636 1.0549534873273891 1.1244644738686476
30 0.7388630825007061 0.7223537762795564 0.7575250215456246


1 42.46583758438196 37.16536175326581 47.88635654390506
2 90.71012253801369 80.04943164768217 103.14988593298649
3 76.73163353345392 67.60415564019868 86.24491461398264
4 65.12607517343997 57.523207331279686 72.4874341206883
5 54.79866495645035 47.69492229457992 60.58184194917962
6 46.73761225202475 42.12574880347983 51.70573449908022
7 39.22573448475754 35.94373101942297 43.42960137156163
8 32.967132617019146 30.01346335487178 36.17072507134959
9 27.56269621515978 25.216152825132713 29.867409403502844
10 22.984808161928836 20.924498965131342 25.036724927841597
11 19.36159443165653 17.64107478706465 20.88542021713073
12 16.181658248929104 14.95341922941472 17.534109875889595
13 13.547401681147187 12.627490414102441 14.715648504376786
14 11.311659848942403 10.672393573526948 12.166095439245579
15 9.491352267631193 8.74118375845671 10.173579309592752
16 7.899615524607507 7.3831433030967695 8.381521902388023
17 6.612219697972527 6.232676308618781 7.0344349988368196
18 5.483408107287165 5.182975665666858 5.809328960369728
19 4.580788711705704 4.287964085113411 4.929968285330602
20 3.835548030244517 3.588222311608167 4.056586075893032
21 3.2190687562224465 3.0231430904823693 3.433618988158411
22 2.6862268766852715 2.505464074227028 2.8595178656936975
23 2.237959887371401 2.1191625043449216 2.384857254847289
24 1.848429168879919 1.7554356564344438 1.9479243735045353
25 1.5319634710559455 1.4642432453677736 1.6049793433724289
26 1.2819620097950983 1.2158366831189729 1.329118105991917
27 1.0690556695928999 1.0196303814264793 1.117338307472682
28 0.8865675016945546 0.8562944536186078 0.9217908957948675
29 0.7302704473098108 0.7017280887200008 0.7530328040087024
30 0.6029208425599906 0.5914120060364677 0.6148644102986709


1 0.09702835236457288 0.08880356190434949 0.10866308299748972
2 2.2344630831272223 2.0289142257283705 2.476169132452491
3 2.220359780895849 2.015830548710674 2.471241162602332
4 2.2019433383895675 1.997752009750748 2.4189395558142848
5 2.1760414610531997 1.9713917203435163 2.3620199907179575
6 2.1470420592842 1.9598512257093903 2.326964553075039
7 2.090380072390973 1.9241220996072799 2.254557299163264
8 2.0396519205710524 1.8844113021724533 2.1880838662819033
9 1.962778462135747 1.832459759177893 2.1119287713078188
10 1.8833307067393097 1.7707818476179893 2.0390978873746266
11 1.8236042296446047 1.7043291755605297 2.003976165000612
12 1.7528982678771436 1.5968455506598618 1.9377733438474665
13 1.6813205710917818 1.5435386669453144 1.8438881432095835
14 1.605733704124928 1.4911218696892456 1.74419374258873
15 1.5432929980797574 1.4427780175054683 1.6627697017272907
16 1.4615238028044777 1.3847645067191843 1.5503813849154042
17 1.3968443376926607 1.3100744187436364 1.480239134546956
18 1.315201201503857 1.238606147162584 1.3959362152597512
19 1.2516427238923205 1.1692092838118295 1.3372701435489298
20 1.1781373033167557 1.1138520190039776 1.2440955493177106
21 1.1183635509689083 1.0385449407670293 1.1987940082013586
22 1.0479280012692322 0.9773460949094793 1.12934294171638
23 0.9770054366243961 0.9079460932436471 1.045747190515935
24 0.9086275628527685 0.8520606900306833 0.9802541639784621
25 0.8407373313547946 0.8025086491549688 0.8947139254935977
26 0.7783776554055811 0.7485984082863162 0.8136766300991394
27 0.7256332807032314 0.6931039058765914 0.7768902593405038
28 0.6641301438100241 0.6418260614035425 0.6940656729450136
29 0.6056135766221723 0.5800668704737786 0.6316978095794561
30 0.5487582008592113 0.5376018022856973 0.5594551401270319


1 49131.51240840579 NaN NaN
2 33492.46628564865 NaN NaN
3 22831.483154249378 NaN NaN
4 15563.996350013123 NaN NaN
5 10609.822443275512 NaN NaN
6 7232.611068926256 NaN NaN
7 4930.399462764714 NaN NaN
8 3361.0045709314554 NaN NaN
9 2291.1635884950633 NaN NaN
10 1561.8635674127545 NaN NaN
11 1064.7069530349913 NaN NaN
12 725.8002039953326 NaN NaN
13 494.7708236694062 NaN NaN
14 337.2803791001371 NaN NaN
15 229.9207000167467 NaN NaN
16 156.73466816311858 NaN NaN
17 106.8444737790621 NaN NaN
18 72.83482149108184 NaN NaN
19 49.65077775203886 NaN NaN
20 33.84644433685069 NaN NaN
21 23.072786492261734 NaN NaN
22 15.728490449967 NaN NaN
23 10.721956444995165 NaN NaN
24 7.309051709321193 NaN NaN
25 4.982508291615723 NaN NaN
26 3.396526644401729 NaN NaN
27 2.315378634802002 NaN NaN
28 1.5783707250857961 NaN NaN
29 1.0759597192279091 NaN NaN
30 0.73347110346213 NaN NaN
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
