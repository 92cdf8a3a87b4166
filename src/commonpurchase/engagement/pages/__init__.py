"""The pages of meetings: the list, one meeting, handing in, writing and releasing."""
