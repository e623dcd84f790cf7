return Stoker.Cli.CommandLine.Run(args);
