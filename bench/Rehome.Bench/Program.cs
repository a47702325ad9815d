return await Rehome.Bench.BenchCommand.RunAsync(args);
